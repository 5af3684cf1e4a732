"""Names of the pages for anyone."""

from django.urls import path

from demeso.help.views import confirming, finding, numbering, showing, telling

app_name = "help"
urlpatterns = [
    path("", finding.show_home, name="home"),
    path("en/", finding.show_home, name="home-en"),
    path("suite", finding.show_step, name="next"),
    path("en/suite", finding.show_step, name="next-en"),
    path("voix/<str:digest>", finding.play_voice, name="listen"),
    path("look/", showing.show_look, name="look"),
    path("en/look/", showing.show_look, name="look-en"),
    path("numero", numbering.show_number, name="number"),
    path("en/numero", numbering.show_number, name="number-en"),
    path("avis", telling.tell, name="tell"),
    path("en/avis", telling.tell, name="tell-en"),
    path("c/<str:token>", confirming.confirm, name="confirm"),
    path("en/c/<str:token>", confirming.confirm, name="confirm-en"),
    path("quitter", showing.show_calendar, name="leave"),
]
