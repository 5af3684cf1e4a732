"""The one upward path: act → functions, run by the ledger in its transaction."""

REACTIONS: dict[str, tuple[str, ...]] = {
    "consent.given": ("demeso.referrals.services.recall_open_referrals",),
    "consent.withdrawn": ("demeso.referrals.services.recall_open_referrals",),
}
