import cProfile,pstats
from tests.access.people import settle,undone
from django.contrib.sessions.models import Session
def test_p(db):
    pr=cProfile.Profile(); pr.enable()
    t=settle()
    pr.disable()
    pstats.Stats(pr).sort_stats('cumtime').print_stats(35)
    v=t.visitors['supervisor']
    print(Session.objects.filter(pk=v.token).exists(), v.token, [s.get_decoded().keys() for s in Session.objects.filter(pk__in=[v.token,v.cookie])])
    r=v.browser(shown=v.token).get('/desk/'); print(r.status_code, r.wsgi_request.session.session_key, r.wsgi_request.user, dict(r.wsgi_request.session))
    h=t.visitors['half']; r=v.browser(shown=h.token).get('/desk/');print(r.status_code, r.wsgi_request.session.session_key, r.wsgi_request.user, dict(r.wsgi_request.session))
