"""What to do about trade's findings: by check and main driver, who, by when, and by what it is judged."""

from storehand.advise.play import Play
from storehand.wording import Text

_ITEMS = Text(
    "逐款核对：是否缺码断货、下架、改价、优惠失效、被限流或有新差评；能补的当天补，断货的换主推并关掉它的推广。",
    "Item by item: out of stock or sizes, delisted, repriced, coupon ended, restricted, new bad review? Restore today what can "
    "be; where stock is out, promote another item and stop its ads.",
)

_FIELD = Text(
    "先在后台找到缺这一项的订单，手工补上并逐单催付或放行；再查是谁、从哪天起漏填：商品资料、渠道授权、接口或导入模板，改好源头。",
    "Find the orders that lack it, fill it in, remind or release them one by one; then find who stopped filling it and since "
    "when: item data, channel permission, interface or import template, and mend the source.",
)
_CODE = Text(
    "在「商品管理 › 编辑」把这些款的商家编码、SKU 编码补齐，和 ERP 重新匹配；已下的单在 ERP 手工匹配后放行，再逐单催付。",
    "Fill in merchant and SKU codes under Items › Edit and match them with the ERP again; match the placed orders by hand, "
    "release them and remind the buyers.",
)
_REGION = Text(
    "请客服当天联系这些买家补全地址并改单；再查渠道的地址授权和推送接口从哪天起不带省份，改好后抽 10 单核对。",
    "Have service complete these addresses with the buyers today; then find since when the channel's address permission or "
    "interface leaves the region out, mend it and check ten orders.",
)

PLAYS = (
    Play("missing_field", "operations", _FIELD, hours=4, verify_metric="incomplete_orders", verify_days=3),
    *(
        Play("missing_field", "operations", _CODE, 4, "incomplete_orders", 3, driver=field)
        for field in ("code", "sku_id", "sku", "item_id")
    ),
    *(Play("missing_field", "operations", _REGION, 4, "incomplete_orders", 3, driver=field) for field in ("province", "country")),
    Play(
        "gmv_low",
        "operations",
        Text(
            "先看掉量集中在哪几款：查主推款的价格、优惠券、库存和上下架，前台下一单走到付款页；再看大盘同日涨跌。",
            "See which items fell: check price, coupons, stock and listing of the main items, walk an order to the payment "
            "page; then compare with the market of that day.",
        ),
        hours=4,
        verify_metric="gmv",
        verify_days=3,
    ),
    *(Play("gmv_low", "operations", _ITEMS, 4, "gmv", 3, driver=driver) for driver in ("item_id", "item", "sku_id")),
    Play(
        "gmv_low",
        "operations",
        Text(
            "访客少了：在「流量来源」找出掉得最多的一级、二级来源，对照近 7 天改过的标题、主图、价格和到期的活动，改回或补上。",
            "Fewer visitors: find the source that lost most, compare with titles, images and prices changed and campaigns "
            "ended in the last 7 days, and revert or renew.",
        ),
        hours=4,
        verify_metric="visitors",
        verify_days=5,
        driver="visitors",
    ),
    Play(
        "gmv_low",
        "operations",
        Text(
            "转化掉了：依次查优惠券是否失效、主推 SKU 缺货、首屏差评和问大家、客服响应、发货承诺；查到即改，改完记一笔。",
            "Conversion fell: check in turn coupons, stock of main SKUs, bad reviews and questions on the first screen, reply "
            "time, shipping promise; fix what you find and note it.",
        ),
        hours=4,
        verify_metric="cvr",
        verify_days=3,
        driver="cvr",
    ),
    Play(
        "gmv_low",
        "operations",
        Text(
            "客单掉了：看低价款占比和满减门槛，把满减设在客单价之上 20–30%，主推款挂搭配套餐。",
            "Paid per buyer fell: look at the share of cheap items and the discount threshold, set it 20–30 % above, bundle "
            "the main items.",
        ),
        hours=24,
        verify_metric="aov",
        verify_days=7,
        driver="aov",
    ),
    Play(
        "orders_low",
        "operations",
        Text(
            "用手机走一遍下单到付款：价格、优惠、库存、可配送地区；再看流量和转化哪个先掉。",
            "Walk through an order on a phone: price, discount, stock, delivery regions; then see whether traffic or "
            "conversion fell first.",
        ),
        hours=4,
        verify_metric="orders",
        verify_days=3,
    ),
    Play(
        "aov_low",
        "operations",
        Text(
            "查低价款和大额券的占比；满减门槛调到客单价的 1.2–1.3 倍，主推款加搭配套餐和凑单推荐。",
            "Check the share of cheap items and deep coupons; set the threshold to 1.2–1.3 times paid per buyer, add bundles "
            "and add-ons to the main items.",
        ),
        hours=24,
        verify_metric="aov",
        verify_days=7,
    ),
    Play(
        "order_value_low",
        "operations",
        Text(
            "查低价款和折扣深度：哪款占比升了、哪张券发多了；收紧券面额，凑单推荐放到详情页和购物车。",
            "Check cheap items and depth of discount: which item's share rose, which coupon ran; tighten it and show add-ons "
            "on the page and in the cart.",
        ),
        hours=24,
        verify_metric="order_value",
        verify_days=7,
    ),
    Play(
        "refunds_high",
        "logistics",
        Text(
            "按原因、SKU、批次、快递归类今天的退款；同一原因满 5 件且过四成，先停售该批次再抽检，尺码和描述问题转美工改详情。",
            "Sort the day's refunds by reason, SKU, batch and courier; five cases and 40 % of one cause: stop selling the batch "
            "and inspect it; size and description go to design.",
        ),
        hours=8,
        verify_metric="refunds",
        verify_days=14,
    ),
    Play(
        "refund_rate_high",
        "logistics",
        Text(
            "按原因、SKU、批次归类这批订单的退款；质量问题停售抽检，尺码不准改尺码表，降价引起的按价保补差。",
            "Sort the refunds of these orders by reason, SKU and batch; quality: stop and inspect; sizes: correct the table; "
            "price cuts: pay the difference.",
        ),
        hours=24,
        verify_metric="refund_rate",
        verify_days=14,
    ),
    Play(
        "unpaid_high",
        "service",
        Text(
            "半小时内对未付款订单催付一轮，问清卡在哪：价格、优惠没生效、运费、付款方式；同一原因满 3 单转运营改。",
            "Remind unpaid orders within half an hour and ask what holds them: price, coupon, freight, payment; three of a kind "
            "go to operations.",
        ),
        hours=2,
        verify_metric="unpaid_rate",
        verify_days=2,
    ),
    Play(
        "item_low",
        "operations",
        Text(
            "查这款近 7 天的改动：标题、主图、价格、优惠、库存码数、差评、活动到期；改回或补上，并看竞品价格。",
            "Check what changed on this item in 7 days: title, image, price, coupon, stock of sizes, reviews, ended campaign; "
            "revert or restore, and look at rivals' prices.",
        ),
        hours=6,
        verify_metric="gmv",
        verify_days=3,
    ),
    Play(
        "item_gone",
        "warehouse",
        Text(
            "核对这款的可售库存和上架状态：有货没上架的立即恢复，缺货的报采购补货时间，并通知推广停它的计划。",
            "Check stock and listing of this item: restore it where stock is there; else ask buying for the date and have its "
            "ads stopped.",
        ),
        hours=3,
        verify_metric="gmv",
        verify_days=3,
    ),
)
