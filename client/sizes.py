"""How large a demo is: S is what `make run` loads, M is a year of a whole country."""

from client.cast import (
    BADENYA,
    DEME,
    SARIYA,
    SMALL,
    Agency,
    Area,
    Cast,
    Listing,
    Player,
    Shift,
)

# Fictional, like everybody: area, cercles, who opens cases there, who receives.
FURTHER = (
    ("segou", ("segou", "niono"), "Association Sigi", "Centre Kènè"),
    ("tombouctou", ("tombouctou", "dire"), "Association Hèrè", "Centre Sutura"),
    ("bamako", ("bamako", "bamako"), "Association Faso", "Centre Dakan"),
)
CASEWORKERS, CASES = 34, 1960  # beside those of the small demo


def sizes() -> dict[str, Cast]:
    """Return the casts by the letter of their size."""
    return {"S": SMALL, "M": medium()}


def medium() -> Cast:
    """Return twelve agencies, sixty workers, two thousand cases."""
    homes = [("mopti", DEME), ("gao", BADENYA)]
    homes += [(area, opens) for area, _cercles, opens, _receives in FURTHER]
    return Cast(
        agencies=SMALL.agencies + tuple(_agencies()),
        players=SMALL.players + tuple(_keepers()) + tuple(_caseworkers(homes)),
        keys=SMALL.keys + tuple(_keys()),
        listings=SMALL.listings + tuple(_listings()),
        shifts=SMALL.shifts + tuple(_shifts(homes)),
        areas=SMALL.areas + tuple(_areas()),
        months=(6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3),  # a little more each month
    )


def _agencies() -> list[Agency]:
    return [
        Agency(name, area)
        for area, _cercles, opens, receives in FURTHER
        for name in (opens, receives)
    ]


def _keepers() -> list[Player]:
    """Return who keeps an agency's keys, and who receives."""
    return [
        player
        for area, _cercles, opens, receives in FURTHER
        for player in (
            Player(f"resp.{area}", f"Responsable {area}", opens, ("supervisor",)),
            Player(f"dpo.{area}", f"Garant {area}", opens, ("dpo",)),
            Player(f"pf.{area}", f"Accueil {area}", receives, ("focal_point",)),
            Player(f"sup.{area}", f"Relais {area}", receives, ("focal_point",)),
        )
    ]


def _caseworkers(homes: list[tuple[str, str]]) -> list[Player]:
    return [
        Player(f"gc{one:02d}", f"Agente {one}", homes[one % len(homes)][1],
               ("caseworker",))
        for one in range(CASEWORKERS)
    ]  # fmt: skip


def _shifts(homes: list[tuple[str, str]]) -> list[Shift]:
    each, left = divmod(CASES, CASEWORKERS)
    return [
        Shift(f"gc{one:02d}", each + (one < left), homes[one % len(homes)][0])
        for one in range(CASEWORKERS)
    ]


def _keys() -> list[tuple[str, str]]:
    return [
        held
        for area, _cercles, _opens, _receives in FURTHER
        for held in ((f"resp.{area}", "vault"), (f"dpo.{area}", "oversight"))
    ]


def _listings() -> list[Listing]:
    return [
        Listing(receives, area, cercles[0], ("health", "psychosocial"), receives,
                f"pf.{area}", f"sup.{area}")
        for area, cercles, _opens, receives in FURTHER
    ]  # fmt: skip


def _areas() -> list[Area]:
    return [
        Area(area, cercles, (("health", receives), ("psychosocial", receives),
                             ("legal", SARIYA)))
        for area, cercles, _opens, receives in FURTHER
    ]  # fmt: skip
