"""What to do about plans, and about anybody's finding that a plan caused: who, by when, and by what it is judged.

Whole-shop plans (全站推广) take no words and bids: there only budget and target return are changed.
"""

from storehand.advise.play import Play
from storehand.wording import Text

_BACK = Text(
    "进「万相台无界 › 计划」看余额、日预算烧完的时间、暂停和拒审、出价；补余额，预算按 12 点花到四成来设，恢复计划。",
    "In the ads console look at balance, hour at which the budget ends, pauses, refusals, bids; top up, set the budget so "
    "that 40 % is spent at noon, resume the plan.",
)
_IMAGE = Text(
    "先看位次和关键词变没变；没变就是图：这两周没换过的创意换新图，新旧轮播到各 200 次点击，点击率高的留下。",
    "See whether place and words changed; if not it is the image: replace creatives older than two weeks, rotate old and new "
    "to 200 clicks each, keep the better.",
)
_OWN_IMAGE = Text(
    "搜索、推荐和推广一起少点这张图：核对近 7 天换过的主图，今天先换回旧图，再按同位置各 200 次点击测新图。",
    "Search, feed and ads all click this image less: find the main image changed in 7 days, put the old one back today, then "
    "test the new one to 200 clicks at the same place.",
)
_CAP = Text(
    "今天先把日预算锁回平时的 1.1 倍；再查溢价、智能出价、新加的词和人群，点击涨成交没涨的报无效点击并加否词。",
    "Set the daily budget back to 1.1 times the usual today; then check premiums, smart bidding, new words and "
    "crowds; clicks without orders: report invalid clicks, add negative words.",
)

PLAYS = (
    *(Play(check, "ads", _CAP, 2, "ad_spend", 2, number="P9") for check in ("ad_spend_high", "campaign_spend_high")),
    Play(
        "campaign_cpc_high",
        "ads",
        Text(
            "点击单价高了：看出价、溢价和时段折扣谁动过；一次降不超过 20%，每词每天只改一次，点击率掉的先换图再降价。",
            "Clicks got dearer: see who changed bids, premiums or hours; lower by at most 20 % and once a day per word; where "
            "the click rate fell, change the image first.",
        ),
        3,
        "cpc",
        3,
        number="P9",
    ),
    Play("ad_clicks_low", "ads", _BACK, 3, "ad_clicks", 2, number="P3"),
    Play("campaign_clicks_low", "ads", _BACK, 3, "ad_clicks", 2, number="P3"),
    Play("campaign_gone", "ads", _BACK, 2, "ad_clicks", 1, number="P3"),
    *(
        Play(check, "design", _IMAGE, 24, "ctr", 7, driver="ctr", number="P8")
        for check in ("ad_clicks_low", "campaign_clicks_low")
    ),
    Play("campaign_ctr_low", "design", _IMAGE, 24, "ctr", 7, number="P8"),
    Play(
        "campaign_roas_low",
        "ads",
        Text(
            "按成交已补齐的那一周看：停掉花费满两单成本还没成交的词，出价降 10–20%，预算挪给投产前两成的词；七天后再判。",
            "By the week whose sales have come in: stop words that spent two orders' cost without one, lower bids by 10–20 %, "
            "move budget to the best fifth; judge again after seven days.",
        ),
        24,
        "roas",
        7,
        number="P10",
    ),
    *(
        Play(check, "ads", _BACK, 3, "visitors", 2, driver=driver, number="P3")
        for check in ("visitors_low", "source_low", "source_gone", "gmv_low")
        for driver in ("ad_clicks", "ad_spend", "campaign")
    ),
    *(
        Play(check, "design", _OWN_IMAGE, 6, metric, 7, driver="ctr", number="P8")
        for check, metric in (
            ("item_visitors_low", "item_visits"),
            ("item_search_low", "search_visitors"),
            ("visitors_low", "visitors"),
            ("source_low", "visitors"),
        )
    ),
)
