"""What ads watches: plan by plan. The limits are defaults; a shop's own stand in its settings under the check's name.

A share is how far from the usual counts (0.2: 20 %); beyond it, noise alone must be unlikely too.
"""

from storehand.desks.ads.returns import roas_low
from storehand.detect.check import Check, missing, worse_than_usual
from storehand.wording import Text

PLAN = ("campaign",)

CHECKS = (
    Check(
        "ad_spend_high",
        Text("推广花费高于平常", "Ad spend above usual"),
        worse_than_usual("ad_spend", share=0.3, minimum=10, side="up"),
    ),
    Check(
        "ad_clicks_low",
        Text("推广点击低于平常", "Ad clicks below usual"),
        worse_than_usual("ad_clicks", share=0.3, minimum=30, worth=("click_value",)),
    ),
    Check(
        "campaign_spend_high",
        Text("计划花费高于平常", "A plan's spend above usual"),
        worse_than_usual("ad_spend", by=PLAN, counted_by="ad_clicks", share=0.4, minimum=15, side="up"),
    ),
    Check(
        "campaign_cpc_high",
        Text("计划点击单价高于平常", "A plan's cost per click above usual"),
        worse_than_usual("cpc", by=PLAN, counted_by="ad_clicks", share=0.2, minimum=15, worth=("ad_clicks",)),
    ),
    Check(
        "campaign_clicks_low",
        Text("计划点击低于平常", "A plan's clicks below usual"),
        worse_than_usual("ad_clicks", by=PLAN, share=0.3, minimum=15, worth=("click_value",)),
    ),
    Check(
        "campaign_gone",
        Text("计划断了点击", "A plan without clicks"),
        missing("ad_clicks", by=PLAN, minimum=10, worth=("click_value",)),
    ),
    Check(
        "campaign_ctr_low",
        Text("计划点击率低于平常", "A plan's click rate below usual"),
        worse_than_usual(
            "ctr", by=PLAN, counted_by="ad_impressions", share=0.2, minimum=500, worth=("ad_impressions", "click_value")
        ),
    ),
    Check("campaign_roas_low", Text("计划投产比低于平常", "A plan's return below usual"), roas_low(0.3, minimum=5)),
)
