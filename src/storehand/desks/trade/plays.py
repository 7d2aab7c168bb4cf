"""What to do about trade's findings: by check and main driver, who, by when, and by what it is judged."""

from storehand.advise.play import Play, Role
from storehand.wording import Text

_ITEMS = Text(
    "逐款核对：是否缺码断货、下架、改价、优惠失效、被限流或有新差评；能补的当天补，断货的换主推并关掉它的推广。",
    "Item by item: out of stock or sizes, delisted, repriced, coupon ended, restricted, new bad review? Restore today what can "
    "be; where stock is out, promote another item and stop its ads.",
)

_FIELD = Text(
    "先在后台找到缺这一项的订单，手工补上并逐单催付或放行；再查是谁、从哪天起漏填：商品资料、渠道授权、接口或导入模板，"
    "改好源头。",
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

_PROVINCE = Text(
    "用该地地址下一单走到付款：运费模板、可配送区域和偏远加价是否漏了这里；今天补上模板，再看快递停没停该地。",
    "Place an order to that region up to payment: is it missing in the freight template, delivery area or surcharge; mend the "
    "template today, then see whether couriers stopped there.",
)
_PAYMENT = Text(
    "很多人下了单付不出去：自己下一单看券、运费、支付方式哪步报错，报平台客服并今天催付一轮，单页挂出能用的付款方式。",
    "Many place orders and cannot pay: pay for one yourself, report the failing step to the platform, remind the buyers today "
    "and show which ways of payment work.",
)
_DEPTH = Text(
    "算单件账：成交价减成本、扣点、运费、推广还剩多少；查哪几张券和满减叠加，今天改成互斥，低于毛利底线的券停发。",
    "Work out one unit: price less cost, fees, freight, ads; see which coupons and discounts stack, make them exclusive today "
    "and stop those below the margin floor.",
)
_CHEAP = Text(
    "低价款占比升了：看它是不是吃了推广和活动位；把流量引回主推款，低价款挂搭配套餐，满减门槛设在客单价的 1.2–1.3 倍。",
    "A cheap item took share: see whether it eats ads and campaign places; lead people back to the main items, bundle it, set "
    "the threshold to 1.2–1.3 times paid per buyer.",
)
_REASONS: tuple[tuple[Role, Text, tuple[str, ...]], ...] = (
    (
        "logistics",
        Text(
            "质量退款集中在这批：满 5 件且过四成先停售该批次，抽检 20 件，问供应商要批次说明；已发的主动联系换货。",
            "Refunds for quality gather on this batch: from five cases and 40 % stop selling it, inspect 20 pieces, ask the "
            "supplier; offer an exchange to those who have it.",
        ),
        ("质量问题", "商品质量问题", "做工粗糙/有瑕疵", "质量不好", "掉色", "破损", "商品破损"),
    ),
    (
        "design",
        Text(
            "尺码退款多：拿实物量三个主卖码，改尺码表和试穿说明，首屏写明偏大偏小，客服快捷语同步，今天上线。",
            "Refunds for size: measure the three main sizes, correct size table and fitting notes, say on the first screen "
            "whether it runs large or small; online today.",
        ),
        ("尺寸/大小不合适", "大小/尺寸与商品描述不符", "尺码不合适", "尺寸不合适", "大小尺寸不符"),
    ),
    (
        "design",
        Text(
            "描述不符退款多：拿实物逐条对照主图、详情的颜色材质规格，改掉夸大的图和字，今天上线，并通知客服新口径。",
            "Refunds as not described: compare colour, material and size in images and text with the goods, take out what is "
            "overstated, online today, tell service.",
        ),
        (
            "与描述不符",
            "商品与描述不符",
            "颜色/款式/型号与描述不符",
            "颜色/图案/款式与商品描述不符",
            "材质与商品描述不符",
            "功能/效果不符",
        ),
    ),
    (
        "warehouse",
        Text(
            "发货慢引起的退款：按付款时间清积压单，今天先发超 24 小时的；改承诺发货时间，拣货加人，缺货的先联系买家。",
            "Refunds for late sending: clear the backlog by time of payment, those over 24 hours first, today; change the "
            "promise, add hands, tell buyers what is out of stock.",
        ),
        ("未按约定时间发货", "未按约定时间发货/缺货", "发货慢", "缺货", "少件/漏发", "卖家发错货", "发错货"),
    ),
    (
        "service",
        Text(
            "拍错和不想要的退款多：看是不是规格名容易拍错、降价引来重拍；客服发货前确认规格，改价 7 天内主动补差。",
            "Refunds for wrong or unwanted orders: see whether names of sizes mislead or a price cut made people reorder; "
            "confirm before sending, pay the difference within 7 days.",
        ),
        ("多拍/拍错", "多拍/拍错/不想要", "拍错/多拍", "拍错"),
    ),
)

PLAYS = (
    Play("missing_field", "operations", _FIELD, hours=4, verify_metric="incomplete_orders", verify_days=3, number="P21"),
    *(
        Play("missing_field", "operations", _CODE, 4, "incomplete_orders", 3, driver=field, number="P21")
        for field in ("code", "sku_id", "sku", "item_id")
    ),
    *(
        Play("missing_field", "operations", _REGION, 4, "incomplete_orders", 3, driver=field, number="P21")
        for field in ("province", "country")
    ),
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
        number="P1",
    ),
    *(Play("gmv_low", "operations", _ITEMS, 4, "gmv", 3, driver=driver, number="P6") for driver in ("item_id", "item", "sku_id")),
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
        number="P1",
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
        number="P6",
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
        number="P7",
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
        number="P6",
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
        number="P7",
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
        number="P7",
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
        number="P11",
    ),
    Play(
        "refunds_large",
        "finance",
        Text(
            "先把今天的退款按金额排：录错又冲掉的单、平台扣费、批发退单分开记；剩下的按原因和商品看，同一款满 5 件转品控。",
            "Sort the day's refunds by amount: entries made by mistake, platform fees and returned bulk orders apart; of the "
            "rest look at reason and item, five of one item go to quality control.",
        ),
        hours=8,
        verify_metric="refunds",
        verify_days=3,
        number="P11",
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
        number="P11",
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
        number="P23",
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
        number="P6",
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
        number="P16",
    ),
    *(
        Play(check, "operations", _PROVINCE, 4, "orders", 5, driver=driver, number="P21")
        for check, driver in (
            ("province_low", ""),
            ("province_gone", ""),
            ("orders_low", "province"),
            ("orders_low", "country"),
            ("gmv_low", "province"),
            ("gmv_low", "country"),
        )
    ),
    Play(
        "never_paid_high",
        "service",
        Text(
            "半小时内对没付的订单催付一轮，自己下一单走到付款：券、运费、支付方式哪步报错；同一原因满 3 单立即转运营。",
            "Remind unpaid orders within half an hour and pay for one yourself: does coupon, freight or payment fail; three "
            "of a kind go to operations at once.",
        ),
        2,
        "never_paid_rate",
        2,
        number="P23",
    ),
    *(
        Play(check, "service", _PAYMENT, 2, "never_paid_rate", 2, driver=driver, number="P23")
        for check in ("gmv_low", "orders_low", "cvr_low")
        for driver in ("never_paid_rate", "unpaid_rate")
    ),
    *(
        Play(check, "finance", _DEPTH, 4, metric, 3, driver=driver, number="P24")
        for check, metric, driver in (
            ("margin_low", "paid_margin", ""),
            ("aov_low", "aov", "price_per_unit"),
            ("order_value_low", "order_value", "price_per_unit"),
            ("gmv_low", "gmv", "price_per_unit"),
            ("aov_low", "aov", "paid_margin"),
            ("order_value_low", "order_value", "paid_margin"),
            ("gmv_low", "gmv", "paid_margin"),
        )
    ),
    *(
        Play(check, "operations", _CHEAP, 6, metric, 7, driver=driver, number="P7")
        for check, metric in (("aov_low", "aov"), ("order_value_low", "order_value"))
        for driver in ("item_id", "item")
    ),
    Play(
        "item_price_low",
        "operations",
        Text(
            "马上核对这款的 SKU 价、券和活动价：填错立即改正并暂停推广，已付订单今天由店长定发货还是协商，错价每小时都在亏。",
            "Check SKU prices, coupons and campaign prices of this item now: mend a typo and pause its ads; the manager "
            "decides today about orders already paid.",
        ),
        1,
        "item_price",
        1,
        number="P6",
    ),
    Play(
        "item_price_up",
        "operations",
        Text(
            "核对是不是自己改的价：不是的（券到期、SKU 价填错）今天改回；是涨价的看三天转化，买的人少过两成就退回原价。",
            "Check whether you meant it: if not (coupon ended, SKU price wrong) put it back today; if it is a raise watch "
            "conversion for three days and take it back where a fifth fewer buy.",
        ),
        4,
        "item_cvr",
        3,
        number="P6",
    ),
    *(
        Play(check, way[0], way[1], 8, "refunds", 14, driver=f"reason={reason}", number="P11")
        for check in ("item_refunds_high", "refunds_high")
        for way in _REASONS
        for reason in way[2]
    ),
    Play(
        "item_refunds_high",
        "logistics",
        Text(
            "按原因、SKU、批次归类这款的退款；同一原因满 5 件且过四成：质量停售抽检，尺码和描述转美工，发货慢转仓储。",
            "Sort this item's refunds by reason, SKU and batch; five cases and 40 % of one cause: quality: stop and inspect; "
            "size and description go to design, late sending to the warehouse.",
        ),
        8,
        "refunds",
        14,
        number="P11",
    ),
)
