"""The one upward path: act → functions, run by the ledger in its transaction."""

REACTIONS: dict[str, tuple[str, ...]] = {
    "consent.given": ("demeso.referrals.services.referring.recall_open_referrals",),
    "device.revoked": ("demeso.casework.services.rekeying.await_new_keys",),
    "consent.withdrawn": (
        "demeso.referrals.services.referring.recall_open_referrals",
        "demeso.casework.services.shredding.shred_withdrawn",
    ),
    "site.locked": ("demeso.referrals.services.detours.put_back",),
}
