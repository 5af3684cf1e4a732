from demeso.agencies.rules.rota import is_enough, is_rota, may_stand, on_call

HOLDERS = {"bintou", "tata", "ousmane", "ami"}


def test_a_rota_names_holders_of_the_key_once_each():
    assert is_rota(("bintou", "tata", "ousmane"), holders=HOLDERS)
    assert not is_rota(("bintou", "bintou", "tata"), holders=HOLDERS)
    assert not is_rota(("bintou", "kadi"), holders=HOLDERS)
    assert not is_rota((), holders=HOLDERS)


def test_three_at_least_take_turns_and_fewer_only_in_training():
    three, two = ("bintou", "tata", "ousmane"), ("bintou", "tata")
    assert is_enough(three)
    assert not is_enough(two)
    assert not is_enough(("bintou", "bintou", "tata"))
    assert may_stand(three, active=True)
    assert may_stand(two, active=False)
    assert not may_stand(two, active=True)


def test_who_no_longer_holds_the_key_is_not_on_call():
    assert on_call(("bintou", "gone"), holders=HOLDERS) == {"bintou"}


def test_without_a_rota_whoever_holds_the_key_is_on_call():
    assert on_call((), holders=HOLDERS) == HOLDERS
    assert on_call(("gone",), holders=HOLDERS) == HOLDERS
    assert on_call((), holders=()) == frozenset()
