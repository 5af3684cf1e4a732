"""Names of the desk's pages; their addresses say nothing."""

from django.urls import path

from demeso.desk.views import counting, entrance, following, listing

app_name = "desk"
urlpatterns = [
    path("", entrance.show_home, name="home"),
    path("enter", entrance.enter, name="enter"),
    path("langue", entrance.choose_language, name="choose-language"),
    path("fermer", entrance.leave, name="leave"),
    path("suivi", following.show_tracker, name="tracker"),
    path("a-revoir", following.show_review, name="review"),
    path("chiffres", counting.show_figures, name="figures"),
    path("annuaire", listing.show_directory, name="directory"),
    path("annuaire/nouvelle", listing.register, name="register-organisation"),
    path("annuaire/<str:organisation>", listing.edit, name="edit-organisation"),
]
