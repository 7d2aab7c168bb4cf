"""Writes the samples of sheets kept by hand and of a few open data sets: true headers and traps, every value made up.

python tools/samples_sheets.py
"""
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
from sheets import FORMATS, Cell, Rows, write_csv, write_xlsx

GENERIC = FORMATS / "generic"


def english(format: str, rows: Rows) -> None:
    """A sheet as a seller abroad keeps it: CSV, UTF-8."""
    write_csv(GENERIC / format / "sample-en.csv", rows, encoding="utf-8", end="\n")


def market() -> None:
    write_xlsx(GENERIC / "rivals/sample.xlsx", {"竞品表": [
        ["竞品跟踪表(每天10点前填)"],
        ["日期", "竞店", "竞品名称", "竞品链接", "对应本店商品ID", "到手价", "原价", "优惠券", "活动", "月销量", "评价数", "评分", "榜单", "榜单名次", "备注"],
        [date(2026, 11, 20), "北岸旗舰店", "双面羊绒大衣 秋冬", "https://detail.tmall.com/item.htm?id=810000000001&spm=a1", "700000000001", 559, 899, "满500减40", "双11返场", "2万+", "1.2万", 4.8, "大衣热卖榜", 3, "主图换成模特侧身"],
        [date(2026, 11, 20), "南坞服饰", "短款羊毛外套", "https://item.jd.com/100000000002.html", "700000000001", "399-459", "599", None, None, "已售800+", "640", 4.7, None, None, None],
        ["2026/11/21", "北岸旗舰店", "双面羊绒大衣 秋冬", "https://detail.tmall.com/item.htm?id=810000000001", "700000000001", "￥519.00", 899, "满500减80", "双11返场", "2万+", "1.2万", 4.8, "大衣热卖榜", 2, None],
        ["11月21日", "北岸旗舰店", "羊绒围巾", None, None, 129, None, None, None, None, None, None, None, None, "日期没写年份"],
    ]})  # fmt: skip
    english("rivals", [
        ["Date", "Competitor shop", "Competitor item", "Link", "Price", "List price", "Coupon", "Sold", "Reviews", "Rating", "Currency"],
        ["2026-11-20", "North Shore", "Stoneware tea pot 1 l", "https://www.amazon.com/dp/B0SAMPLE01?th=1", "24.99", "29.99", "5%", "1K+", "1,204", "4.6", "USD"],
        ["2026-11-20", "Kiln & Co", "Glass tea pot", "", "19.50", "", "", "", "88", "4.2", "USD"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "ranks/sample.xlsx", {"排名": [
        ["日期", "搜索词", "商品ID", "商品名称", "品牌", "自然排名", "广告排名", "页", "查询人", "设备"],
        [date(2026, 11, 20), "羊毛大衣女", "700000000001", "羊毛大衣A", "木棉", "第12名", 3, "第1页", "小林", "手机"],
        [date(2026, 11, 20), "双面呢大衣", "700000000001", "羊毛大衣A", "木棉", "未上榜", None, None, "小林", "手机"],
        [date(2026, 11, 21), "羊毛大衣女", "700000000001", "羊毛大衣A", "木棉", 18, "没有", 1, "小林", "手机"],
    ]})  # fmt: skip
    english("ranks", [
        ["Checked at", "Search term", "ASIN", "Kind", "Page", "Position"],
        ["2026-11-20 09:00:00", "stoneware tea pot", "B0SAMPLE01", "organic", "1", "14"],
        ["2026-11-20 09:00:00", "stoneware tea pot", "B0SAMPLE01", "sponsored", "1", "2"],
        ["2026-11-20 21:00:00", "stoneware tea pot", "B0SAMPLE01", "organic", "", "not found"],
    ])  # fmt: skip


def team() -> None:
    write_xlsx(GENERIC / "staff/sample.xlsx", {"员工": [
        ["花名", "姓名", "手机号", "岗位", "组别", "子账号", "入职日期", "离职日期"],
        ["小林", "样例一", "13800000011", "运营", "一组", "木棉旗舰店:小林", date(2024, 3, 1), None],
        ["小周", "样例二", "13800000012", "仓管", "仓储", None, date(2023, 7, 15), None],
        ["阿禾", "样例三", "13800000013", "售后客服", "客服", "木棉旗舰店:阿禾", date(2025, 2, 10), date(2026, 10, 31)],
        ["老陈", "样例四", "13800000014", "顾问", None, None, None, None],
        [None, "样例五", "13800000015", "美工", "视觉", None, None, None],
    ]})  # fmt: skip
    english("staff", [
        ["Working name", "Full name", "Role", "Team", "Account", "Start date", "End date", "Shift", "Languages"],
        ["Mo", "Sample One", "Advertising", "Growth", "mo@ads-console", "2025-01-06", "", "day", "en"],
        ["Ky", "Sample Two", "support", "Care", "", "2024-09-02", "2026-10-31", "late", "en, de"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "suppliers/sample.xlsx", {"供应商": [
        ["供应商", "联系人", "联系电话", "商品编码", "商品名称", "采购价", "起订量", "交期（天）", "账期", "所在地", "备注"],
        ["海澜样例纺织", "样例先生", "13800000021", "DYA", "羊毛大衣A", 268.5, 100, "15", "月结30天", "嘉兴", "双面呢"],
        ["海澜样例纺织", "样例先生", "13800000021", "WJD", "围巾D", "￥38", 300, "7-10天", "月结30天", "嘉兴", None],
        ["木棉样例包装", None, None, "BZ-01", "飞机盒", 1.2, "5000", "5天", "现结", "义乌", None],
    ]})  # fmt: skip
    english("suppliers", [
        ["Supplier", "Contact", "SKU", "Item", "Unit price", "Minimum order", "Lead time (days)", "Terms", "Location", "Currency"],
        ["Sample Kiln Ltd", "Ms Sample", "POT-1", "Tea Pot", "11.40", "60", "35", "30% deposit", "Jingdezhen", "USD"],
        ["Sample Kiln Ltd", "Ms Sample", "CUP-L", "Cup, large", "3.10", "200", "about a month", "30% deposit", "Jingdezhen", "USD"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "violations/sample.xlsx", {"违规": [
        ["违规编号", "违规时间", "违规类型", "违规原因", "扣分", "处罚金额", "状态", "商品ID", "订单编号", "申诉截止时间"],
        ["W2026110001", "2026-11-12 10:20:00", "延迟发货", "48小时未揽收", 0, "￥5.00", "已生效", "700000000004", "3000000000000000004", "2026-11-15 10:20:00"],
        ["W2026110002", "2026-11-18 09:00:00", "描述不当", "标题含极限词", 0.5, None, "申诉中", "700000000001", None, "2026-11-21 09:00:00"],
    ]})  # fmt: skip
    english("violations", [
        ["Date", "Violation", "Reason", "Points", "Fine", "Status", "Item ID", "Order ID", "Appeal until"],
        ["2026-11-03", "Late shipment", "shipped after 3 days", "1", "", "closed", "POT-1", "S-100", ""],
        ["2026-11-09", "Restricted claim", "title says best", "2", "25.00", "open", "CUP-L", "", "2026-11-30"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "shop_scores/sample.xlsx", {"店铺评分": [
        ["店铺", "日期", "指标", "分值", "同行均值", "排名情况", "数据来源", "记录人", "备注"],
        ["sample", date(2026, 11, 20), "综合体验分", 4.62, 4.55, "优于62%同行", "后台首页", "小林", None],
        ["sample", date(2026, 11, 20), "物流体验", "4.31", "4.48", "落后71%同行", "后台首页", "小林", "双11积压"],
        ["sample", date(2026, 11, 21), "综合体验分", 4.6, 4.55, "优于58%同行", "后台首页", "小林", None],
        ["sample", date(2026, 11, 21), "物流体验", "暂无", None, None, "后台首页", "小林", None],
    ]})  # fmt: skip
    english("shop_scores", [
        ["Date", "Shop", "Score name", "Value", "Peer average", "Standing", "Source", "Remark"],
        ["2026-11-20", "sample", "Seller rating", "4.8", "4.6", "above average", "dashboard", ""],
        ["2026-11-20", "sample", "Order defect rate score", "97.5", "", "", "dashboard", "one case open"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "shop_scores_wide/sample.xlsx", {"DSR": [
        ["店铺", "日期", "描述相符", "服务态度", "物流服务", "评价人数", "记录人", "备注"],
        ["sample", date(2026, 11, 20), 4.88, 4.86, 4.79, 1203, "小林", None],
        ["sample", date(2026, 11, 21), 4.88, 4.87, None, 1211, "小林", "物流分当天没显示"],
    ]})  # fmt: skip
    english("shop_scores_wide", [
        ["Date", "Shop", "Item as described", "Service", "Shipping", "Ratings", "Checked by", "Remark"],
        ["2026-11-20", "sample", "4.9", "4.8", "4.7", "88", "Mo", ""],
    ])  # fmt: skip


def voice() -> None:
    write_xlsx(GENERIC / "chats/sample.xlsx", {"会话": [
        ["会话编号", "客服", "买家昵称", "开始时间", "结束时间", "首次响应时长", "平均响应时长", "消息数", "满意度", "咨询类型", "商品ID", "订单编号", "是否解决", "支付金额", "聊天内容"],
        ["H0001", "阿禾", "样例甲", "2026-11-20 10:00:05", "2026-11-20 10:08:00", "12", "25秒", 18, "非常满意", "尺码", "700000000001", None, "是", 599, "电话13800000031"],
        ["H0002", "阿禾", "t***1", "2026-11-20 21:30:00", "2026-11-20 21:31:00", "1分20秒", "80", 3, "不满意", "发货时间", None, "3000000000000000004", "否", None, "什么时候发货"],
        ["H0003", "小月", "样例乙", "2026-11-20 23:59:30", None, "-", None, 1, "未评价", "物流", None, None, None, None, "在吗"],
    ]})  # fmt: skip
    english("chats", [
        ["Agent", "Started at", "Ended at", "First response time", "Messages", "Satisfaction", "Topic", "Resolved", "Customer"],
        ["Ky", "2026-11-20 14:00:00", "2026-11-20 14:12:00", "0:00:45", "9", "5", "sizing", "yes", "buyer-01"],
        ["Ky", "2026-11-20 15:30:00", "", "00:02:10", "2", "", "shipping", "no", "buyer-02"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "reviews/sample.xlsx", {"评价": [
        ["评价编号", "订单编号", "商品ID", "商品名称", "规格", "买家昵称", "评分", "评价内容", "晒图数", "评价时间", "商家回复", "回复时间"],
        ["P90001", "3000000000000000001", "700000000001", "羊毛大衣A", "黑色;M", "样例甲", "5星", "版型好，比想的厚实", 2, "2026-11-17 12:00:00", None, None],
        ["P90002", "3000000000000000004", "700000000004", "围巾D", "驼色", "匿**", "差评", "掉毛，洗了一次就起球", None, "2026-11-18 20:15:00", "抱歉给您添麻烦了，客服会联系您", "2026-11-19 09:00:00"],
        ["P90003", None, "700000000004", "围巾D", None, "样例乙", "还行吧", "一般", None, "2026-11-19 08:00:00", None, None],
    ]})  # fmt: skip
    english("reviews", [
        ["title", "body", "rating", "review_date", "reviewer_name", "reviewer_email", "product_id", "reply"],
        ["Lovely", "Keeps tea warm for an hour.", "5", "2026-11-16 10:00:00 UTC", "Sample R.", "sample@example.com", "POT-1", ""],
        ["Chipped", "Arrived with a chip at the lid, and the box was wet.", "2", "2026-11-18 09:30:00 UTC", "Sample S.", "sample2@example.com", "POT-1", "So sorry, a new lid is on its way."],
    ])  # fmt: skip
    write_xlsx(GENERIC / "live_sessions/sample.xlsx", {"直播": [
        ["场次ID", "直播标题", "主播", "开播时间", "下播时间", "直播时长", "曝光次数", "观看人数", "观看次数", "最高在线人数", "人均观看时长", "互动率", "新增粉丝数", "商品点击人数", "成交人数", "成交订单数", "成交金额", "退款金额", "投放消耗"],
        ["ZB20261119", "大衣专场", "小夏", "2026-11-19 19:30:00", "2026-11-19 23:30:00", "4小时0分", "12.5万", 8600, 10240, 312, "1分20秒", "3.2%", 96, 2100, 61, 66, "￥28,614.00", 4193, 3000],
        [None, "围巾手套", "小夏", "2026-11-20 19:30:00", "2026-11-20 21:00:00", "1:30:00", 30000, 2100, None, 88, "58秒", "2.10%", 20, 410, 15, 15, 1780, None, None],
        ["合计", None, None, None, None, None, 155000, 10700, 10240, None, None, None, 116, 2510, 76, 81, 30394, 4193, 3000],
    ]})  # fmt: skip
    english("live_sessions", [
        ["Session ID", "Title", "Host", "Start time", "End time", "Impressions", "Viewers", "New followers", "Buyers", "Orders", "Sales", "Refunds", "Ad spend"],
        ["L-14", "Tea hour", "Mo", "2026-11-20 20:00:00", "2026-11-20 21:00:00", "5,200", "640", "18", "12", "13", "412.50", "32.00", "80"],
    ])  # fmt: skip


def goods() -> None:
    write_xlsx(GENERIC / "stock/sample.xlsx", {"库存": [
        ["日期", "仓库", "SKU", "商品ID", "商品名称", "库存数量", "可用库存", "在途", "占用", "近7日销量", "成本价"],
        [date(2026, 11, 21), "杭州仓", "DYA-BK-M", "700000000001", "羊毛大衣A 黑色M", 120, 96, 200, 24, 41, 268.5],
        [date(2026, 11, 21), "杭州仓", "WJD-TS", "700000000004", "围巾D 驼色", "1,050", 1050, None, 0, "88", None],
        [date(2026, 11, 21), "广州仓", "WJD-TS", "700000000004", "围巾D 驼色", 30, 30, 0, 0, 5, None],
        [date(2026, 11, 21), "广州仓", "STE", None, "手套E", "三十多", None, None, None, None, None],
    ]})  # fmt: skip
    english("stock", [
        ["SKU", "Item ID", "Title", "Variant", "Category", "On hand", "Price", "Barcode", "Shelf"],
        ["POT-1-BL", "POT-1", "Tea Pot", "blue", "Tea", "40", "32.00", "6900000000017", "A3"],
        ["CUP-L", "CUP-L", "Cup, large", "", "Tea", "0", "12.50", "6900000000024", "B1"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "items/sample.xlsx", {"商品": [
        ["商品ID", "商品名称", "商家编码", "类目", "售价", "划线价", "状态", "品牌", "标签", "库存", "上架时间"],
        ["700000000001", "羊毛大衣A 双面呢", "DYA", "毛呢外套", "599-699", 999, "在售", "木棉", "秋冬,主推", 420, "2026-09-01 10:00:00"],
        ["700000000004", "围巾D", "WJD", "围巾", 129, "￥169", "在售", "木棉", None, 1080, "2026-09-15 10:00:00"],
        ["7E+11", "手套E", "STE", "手套", 59, None, "下架", "木棉", None, 0, None],
    ]})  # fmt: skip
    english("items", [
        ["Item ID", "Title", "Code", "Category", "Price", "List price", "Status", "Brand", "Tags", "Stock", "Listed on"],
        ["POT-1", "Stoneware tea pot, 1 l", "TP-1", "Tea", "32.00", "39.00", "active", "Sample Kiln", "gift", "40", "2026-03-01"],
        ["CUP-L", "Cup, large", "TC-2", "Tea", "12.50", "", "active", "Sample Kiln", "", "0", "2026-04-12"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "members/sample.xlsx", {"会员": [
        ["会员ID", "买家昵称", "姓名", "手机号", "会员等级", "积分", "省份", "城市", "入会日期", "最近成交日期", "成交笔数", "累计成交金额"],
        ["HY000001", "样例甲", "样例一", "13800000041", "金卡", "2,350", "浙江省", "杭州市", date(2025, 6, 18), date(2026, 11, 11), 7, 3120.5],
        [None, "样例乙", "样例二", "13800000042", "普通", 120, "广东省", "广州市", date(2026, 11, 1), date(2026, 11, 12), 1, 129],
        [None, "t***1", "样例三", "13800000043", "普通", 10, "上海", "上海市", date(2026, 11, 2), None, 0, 0],
    ]})  # fmt: skip
    english("members", [
        ["Customer ID", "Email", "Tier", "Points", "State", "Member since", "Order count", "Total spent"],
        ["c-1001", "sample@example.com", "gold", "410", "NY", "2025-05-02", "5", "260.40"],
        ["c-1002", "sample2@example.com", "base", "0", "CA", "2026-10-20", "1", "32.00"],
    ])  # fmt: skip


def trade() -> None:
    write_xlsx(GENERIC / "orders/sample.xlsx", {"订单": [
        ["订单号", "日期", "渠道", "客户", "电话", "收货地址", "商品", "件数", "金额", "状态", "退款金额", "快递", "快递单号"],
        ["W1120-01", "2026-11-20 10:05", "微信群", "样例甲", "13800000051", "浙江省杭州市样例路1号", "围巾D", 2, 258, "已发货", None, "中通", "ZT0000000001"],
        ["W1120-02", "2026-11-20 12:40", "微信群", "样例乙", "13800000052", "上海市样例路2号", "羊毛大衣A", 1, "￥599.00", "待付款", None, None, None],
        ["W1121-01", "2026-11-21", "集市", "样例丙", None, None, "手套E", 3, "177元", "已退货", 59, None, None],
        ["W1121-02", "11.21", "集市", "样例丁", None, None, "手套E", 1, 59, "已完成", None, None, None],
    ]})  # fmt: skip
    english("orders", [
        ["Order No.", "Order date", "Customer", "Email", "Item", "Qty", "Amount", "Shipping", "Status", "Refunded", "Currency"],
        ["S-100", "2026-11-19", "buyer-01", "sample@example.com", "Tea Pot", "1", "32.00", "5.00", "shipped", "", "USD"],
        ["S-101", "2026-11-20", "buyer-02", "sample2@example.com", "Cup, large", "4", "50.00", "0", "cancelled", "", "USD"],
        ["S-102", "2026-11-20", "buyer-01", "sample@example.com", "Cup, large", "2", "25.00", "5.00", "delivered", "12.50", "USD"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "refunds/sample.xlsx", {"退款": [
        ["退款编号", "订单号", "商品ID", "商品名称", "退款类型", "退款原因", "申请时间", "退款时间", "退款金额", "退货件数", "买家昵称", "退货物流单号"],
        ["T0001", "3000000000000000004", "700000000004", "围巾D", "退货退款", "起球", "2026-11-18 20:30:00", "2026-11-20 11:00:00", "129.00", 1, "样例乙", "YT0000000001"],
        [None, "W1121-01", None, "手套E", "仅退款", "少发一双", None, "2026-11-21", "￥59", None, "样例丙", None],
        ["T0003", "3000000000000000009", None, "羊毛大衣A", "退货退款", "尺码", "2026-11-21 09:00:00", "未退", None, 1, None, None],
    ]})  # fmt: skip
    english("refunds", [
        ["Refund ID", "Order ID", "Item ID", "Title", "Kind", "Requested at", "Refund date", "Refund amount", "Reason", "Units", "Status"],
        ["R-1", "S-102", "CUP-L", "Cup, large", "refund only", "2026-11-20", "2026-11-21", "12.50", "chipped", "1", "done"],
    ])  # fmt: skip
    write_xlsx(GENERIC / "bills/sample.xlsx", {"流水": [
        ["日期", "摘要", "类型", "收入", "支出", "余额", "账户", "经手人"],
        [date(2026, 11, 20), "微信群货款", "货款", 258, None, 10258, "微信", "样例一"],
        [date(2026, 11, 20), "买胶带", "包材", None, "36.50", 10221.5, "微信", "样例二"],
        [date(2026, 11, 21), "样衣快递", "运费", None, 18, "10,203.50", "现金", "样例二"],
        [None, "合计", None, 258, 54.5, None, None, None],
    ]})  # fmt: skip
    english("bills", [
        ["Date", "Description", "Category", "Direction", "Amount", "Account", "Balance", "Order ID", "Entry no", "Receipt"],
        ["2026-11-20", "Market stall", "sales", "in", "177.00", "cash", "677.00", "", "E-1", "yes"],
        ["2026-11-20", "Kiln rent", "rent", "out", "300.00", "bank", "1,700.00", "", "E-2", "yes"],
        ["2026-11-21", "Van", "transport", "out", "45.20", "bank", "1,654.80", "S-100", "E-3", "no"],
    ])  # fmt: skip


def plain(path: str, rows: Rows, *, encoding: str = "utf-8") -> None:
    """A CSV as a collector or a notebook writes it."""
    write_csv(FORMATS / path, rows, encoding=encoding, end="\n")


def write_parquet(path: Path, types: dict[str, str], rows: Sequence[Sequence[Cell]]) -> None:
    """A Parquet file with columns of these types of SQL."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    with duckdb.connect() as duck:
        duck.execute(f"CREATE TABLE sample ({columns})")
        duck.executemany(f"INSERT INTO sample VALUES ({', '.join('?' for _ in types)})", [list(row) for row in rows])
        duck.execute(f"COPY sample TO '{path}' (FORMAT parquet)")


def rivals() -> None:
    plain("rivals/tmall_listings/sample.csv", [
        ["update_time", "id", "title", "price", "sale_count", "comment_count", "店名"],
        ["2026/11/9", "A81000000001", "样例 保湿面霜50g 补水", "139", "26719", "2704", "样例美妆"],
        ["2026/11/10", "A81000000001", "样例 保湿面霜50g 补水", "139", "25102", "2716", "样例美妆"],
        ["2026/11/10", "A81000000001", "样例 保湿面霜50g 补水", "139", "25102", "2716", "样例美妆"],
        ["2026/11/10", "A81000000002", "样例 乳液120ML", "99.5", "", "", "样例美妆"],
    ], encoding="gb18030")  # fmt: skip
    write_parquet(
        FORMATS / "rivals/bestsellers/sample.parquet",
        {
            "ts": "BIGINT",
            "rank": "DOUBLE",
            "asin": "VARCHAR",
            "title": "VARCHAR",
            "score": "VARCHAR",
            "rating_count": "VARCHAR",
            "price": "VARCHAR",
        },
        [
            [1795140000, 1.0, "B0SAMPLE01", "Sample flash drive 32 GB", "4.7", "1204.0", "9.99"],
            [1795140000, 2.0, "B0SAMPLE02", "Sample flash drive 64 GB", "0", "0.0", "0.0"],
            [1795140000, None, "B0SAMPLE03", None, None, None, None],
            [1795226400, 1.0, "B0SAMPLE02", "Sample flash drive 64 GB", "4.1", "12.0", "11.49"],
        ],
    )
    page = {"time": 1795140000, "data": [
        {"id": "B0SAMPLE01", "metadataMap": {"render.zg.rank": "1"}, "linkParameters": {}, "bsr": "1", "title": "Sample flash drive 32 GB", "score": "4.7", "rating": 1204, "price": 9.99},
        {"id": "B0SAMPLE02", "metadataMap": {"render.zg.rank": "2"}, "linkParameters": {}, "bsr": "2", "title": "Sample flash drive 64 GB", "score": "4.1", "rating": 12, "price": 0},
    ]}  # fmt: skip
    (FORMATS / "rivals/bestsellers_page/sample.json").write_text(json.dumps(page), encoding="utf-8")
    words = [
        "搜索词",
        "page",
        "index",
        "asin",
        "tags",
        "brand",
        "score",
        "rating",
        "price",
        "price_old",
        "coupon",
        "deal",
        "prime_price",
        "low_inventory",
        "capacity",
        "pack",
        "interface",
        "snapshot",
    ]
    plain("rivals/keyword_snapshots/sample.csv", [
        words,
        ["sample flash drive", 1, 1, "B0SAMPLE09", "Sponsored", "sample", 4.5, 1502.0, 30.99, "", "10%", "", "", "-1", "64GB", 20.0, 2.0, "2026-11-20 12:00:01"],
        ["sample flash drive", 1, 2, "B0SAMPLE01", "", "", 4.7, 1204.0, 9.99, 14.25, "$2.00", "Limited time deal", 8.99, "7", "32GB", "", 3.1, "2026-11-20 12:00:01"],
        ["sample flash drive", 2, 1, "B0SAMPLE02", "", "", "", "", 0.0, "", "", "", "", "-1", "", "", "", "2026-11-20 12:00:01"],
    ])  # fmt: skip


def stock_sheets() -> None:
    names = [
        "snapshot_day",
        "shop",
        "site",
        "sku",
        "asin",
        "title",
        "price",
        "available_stock",
        "fulfillable_quantity",
        "reserved_quantity",
        "unsellable_quantity",
    ]
    names += [
        "inbound_working_quantity",
        "inbound_shipped_quantity",
        "inbound_receiving_quantity",
        "_1_day_sale",
        "_7_day_sale",
        "_14_day_sale",
        "_30_day_sale",
    ]
    names += [
        "_30_day_sale_return",
        "available_days",
        "_3_month_age",
        "_3_6_month_age",
        "_6_9_month_age",
        "_9_12_month_age",
        "_12_month_age",
        "snapshot_ts",
    ]
    whole = dict.fromkeys(names, "DOUBLE") | dict.fromkeys(["snapshot_day", "shop", "site", "sku", "asin", "title"], "VARCHAR")
    write_parquet(FORMATS / "fba/inventory_day/sample.parquet", whole, [
        ["20261120", "sample", "US", "POT-1", "B0SAMPLE01", "Tea pot", 24.99, 138.0, 109.0, 29.0, 1.0, 100.0, 40.0, 6.0, 1.0, 15.0, 22.0, 46.0, 4.0, 88.0, 111.0, 20.0, 5.0, 2.0, 0.0, 1795140000.0],
        ["20261120", "sample", "CA", "POT-1", "B0SAMPLE01", "Tea pot", 33.99, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -111111.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1795140000.0],
        ["20261121", "sample", "US", "POT-1", "B0SAMPLE01", "Tea pot", 0.0, 130.0, 101.0, 29.0, 1.0, 100.0, 46.0, 0.0, 8.0, 18.0, 25.0, 49.0, 4.0, 80.0, 103.0, 20.0, 5.0, 2.0, 0.0, 1795226400.0],
        ["20261121", None, None, "CUP-L", None, None, *[None] * 19, 1795226400.0],
    ])  # fmt: skip
    plain("generic/stock/sample-apparel.csv", [
        ["index", "SKU Code", "Design No.", "Stock", "Category", "Size", "Color"],
        ["0", "SM201-RED-L", "SM201", "5.0", "SM : LEGGINGS", "L", "Red"],
        ["1", "SM201-RED-M", "SM201", "12.0", "SM : LEGGINGS", "M", "Red"],
        ["2", "#REF!", "SM204", "0.0", "BLOUSE", "FREE", "Black"],
        ["3", "", "", "", "", "", ""],
    ])  # fmt: skip
    padded = [
        "index",
        " Sku         ",
        " Style Id ",
        " Catalog ",
        " Category ",
        " Weight",
        " TP 1   ",
        " TP 2   ",
        " MRP Old",
        " Final MRP Old",
        " Ajio MRP",
        " Amazon MRP",
        " Amazon FBA MRP",
        " Flipkart MRP",
        " Limeroad MRP",
        " Myntra MRP",
        " Paytm MRP",
        " Snapdeal MRP",
    ]
    plain("apparel/price_list/sample.csv", [
        padded,
        ["    0", " Sm206_1_S   ", " Sm206_1 ", " Moments ", " Kurta ", " 0.3 ", " 538    ", " 435.78 ", " 2178 ", " 2295 ", " 2295 ", " 2295 ", " 2395 ", " 2295 ", " 2295 ", " 2295 ", " 2295 ", " 2295 "],
        ["    1", " Sm160_2_XL  ", " Sm160_2 ", " Nill ", " Nill ", " Nill ", " #VALUE! ", " #VALUE! ", " Nill ", " Nill ", " Nill ", " Nill ", " Nill ", " Nill ", " Nill ", " 1995 ", " Nill ", " Nill "],
    ])  # fmt: skip
    plain("apparel/price_list/sample-may.csv", [
        ["index", "Sku", "Style Id", "Catalog", "Category", "Weight", "TP", "MRP Old", "Final MRP Old", "Ajio MRP", "Amazon MRP", "Amazon FBA MRP", "Flipkart MRP", "Limeroad MRP", "Myntra MRP", "Paytm MRP", "Snapdeal MRP"],
        ["0", "Sm206_1_S", "Sm206_1", "Moments", "Kurta", "0.3", "540", "2178", "2295", "2295", "2250", "2395", "2295", "2295", "2295", "2295", "2295"],
    ])  # fmt: skip
    shifted = ["7", "CUSTOMER", "DATE", "Months", "Style", "SKU", "PCS", "RATE", "GROSS AMT", "Stock"]
    again: Rows = [["8", "SAMPLE BUYER A", "06-05-21", "Jun-21", "SM5004", "SM5004-KR-L", "1.00", "616.56", "617.00", "8.00"],
                   ["9", "SAMPLE BUYER A", "06-05-21", "Jun-21", "SHIPPING", "SHIPPING", "1.00", "2250.00", "2250.00", "0.00"]]  # fmt: skip
    plain("apparel/wholesale/sample.csv", [
        ["index", "DATE", "Months", "CUSTOMER", "Style", "SKU", "Size", "PCS", "RATE", "GROSS AMT"],
        ["0", "06-05-21", "Jun-21", "SAMPLE BUYER A", "SM5004", "SM5004-KR-L", "L", "1.00", "616.56", "617.00"],
        ["1", "06-05-21", "Jun-21", "SAMPLE BUYER B", "SM0008", "", "XXL", "2.00", "437.50", "875.00"],
        ["2", "SKU", *[""] * 8],
        ["3", "SM3826", *[""] * 8],
        ["4", *[""] * 9],
        ["5", "Style", "Stock", *[""] * 7],
        ["6", "SM5004", "43.00", *[""] * 7],
        shifted,
        *again,
    ])  # fmt: skip
    plain("apparel/wholesale_restated/sample.csv", [["index", *shifted[1:]], *again])


def analytics() -> None:
    plain("taobao_behavior/events/sample.csv", [
        ["user_id", "item_id", "category_id", "behavior", "ts"],
        ["9000001", "7000000001", "500001", "pv", "1795140000"],
        ["9000001", "7000000001", "500001", "cart", "1795140060.0"],
        ["9000002", "7000000004", "500002", "fav", "1795140120"],
        ["9000001", "7000000001", "500001", "buy", "1795226400"],
        ["9000002", "7000000004", "500002", "pv", ""],
    ])  # fmt: skip
    plain("ga/visits/sample.csv", [
        ["visit_number", "visit_id", "visit_start_time", "purchase_date", "full_visitor_id", "user_id", "channel_grouping", "social_engagement_type", "units_sold", "page_views", "time_on_site", "bounces", "revenue", "unit_price"],
        ["1", "1795140000", "1795140000", "20261120", "9.10E+18", "", "Organic Search", "Not Socially Engaged", "2.0", "15.0", "303.0", "", "41590000.0", "20000000"],
        ["1", "1795140000", "1795140000", "20261120", "9.10E+18", "", "Organic Search", "Not Socially Engaged", "1.0", "15.0", "303.0", "", "5513333.0", "4990000"],
        ["1", "1795140000", "1795140000", "20261120", "9.10E+18", "", "Organic Search", "Not Socially Engaged", "3.0", "15.0", "303.0", "", "", "8990000"],
        ["7", "1795143600", "1795143600", "20261120", "9.20E+18", "", "Display", "Not Socially Engaged", "", "1.0", "", "1.0", "", "10990000"],
    ])  # fmt: skip
    sessions = [
        "full_visitor_id",
        "channel_grouping",
        "elapsed_time",
        "country",
        "city",
        "total_transactions_revenue",
        "transactions",
        "time_on_site",
        "page_views",
        "session_quality_dim",
        "purchase_date",
        "visit_id",
        "website_type",
    ]
    sessions += [
        "product_refund_amount",
        "product_quantity",
        "product_price",
        "product_revenue",
        "product_sku",
        "v2_product_name",
        "v2_product_category",
        "product_variant",
        "currency_code",
        "item_quantity",
        "item_revenue",
    ]
    sessions += [
        "transaction_revenue",
        "transaction_id",
        "page_title",
        "search_keyword",
        "page_path_level1",
        "ecommerce_action_type",
        "ecommerce_action_step",
        "ecommerce_action_option",
    ]
    hit = [
        "",
        "",
        "12990000",
        "",
        "SMP0074",
        "Sample bottle",
        "Home/Drinkware/",
        "(not set)",
        "USD",
        "",
        "",
        "",
        "",
        "Drinkware",
        "",
        "/store/",
        "0",
        "1",
        "",
    ]
    plain("ga/sessions/sample.csv", [
        sessions,
        ["2.10E+18", "Direct", "122213", "Taiwan", "(not set)", "", "", "142", "7", "", "20261120", "1795140000", "PAGE", *hit],
        ["6.20E+18", "Referral", "8947", "United States", "New York", "124000000", "1", "269", "12", "", "20261120", "1795143600", "PAGE", *hit],
        ["6.20E+18", "Referral", "9947", "United States", "New York", "124000000", "1", "269", "12", "", "20261120", "1795143600", "EVENT", *hit],
        ["6.30E+18", "Paid Search", "0", "(not set)", "not available in demo dataset", "", "", "", "1", "", "20261121", "1795226400", "PAGE", *hit],
    ])  # fmt: skip
    cleaned = [
        "fullvisitorid",
        "channelgrouping",
        "time",
        "country",
        "city",
        "totaltransactionrevenue",
        "transactions",
        "timeonsite",
        "pageviews",
        "sessionqualitydim",
        "date",
        "visitid",
        "type",
    ]
    cleaned += [
        "productrefundamount",
        "productquantity",
        "productprice",
        "productrevenue",
        "productsku",
        "v2productname",
        "v2productcategory",
        "productvariant",
        "currencycode",
        "itemquantity",
        "itemrevenue",
    ]
    cleaned += [
        "transactionrevenue",
        "transactionid",
        "pagetitle",
        "searchkeyword",
        "pagepathlevel1",
        "ecommerceaction_type",
        "ecommerceaction_step",
        "ecommerceaction_option",
        "id",
    ]
    other = [
        "",
        "",
        "12.99",
        "",
        "SMP0074",
        "Sample bottle",
        "Home/Drinkware/",
        "",
        "TWD",
        "",
        "",
        "",
        "",
        "Drinkware",
        "",
        "/store/",
        "0",
        "1",
        "",
    ]
    plain("ga/sessions_cleaned/sample.csv", [
        cleaned,
        ["6600001", "Direct", "12:32:47", "Taiwan", "", "", "", "00:02:22", "7", "", "2026-11-20", "1795140000", "PAGE", *other, "1"],
        ["6600002", "Referral", "00:08:57", "United States", "New York", "124.00", "1", "00:04:29", "12", "", "2026-11-20", "1795143600", "PAGE", *other, "2"],
        ["6600002", "Referral", "00:09:57", "United States", "New York", "124.00", "1", "00:04:29", "12", "", "2026-11-20", "1795143600", "EVENT", *other, "3"],
    ])  # fmt: skip
    plain("ga/products/sample.csv", [
        ["sku", "product_name", "ordered_quantity", "stock_level", "restocking_lead_time", "sentiment_score", "sentiment_magnitude"],
        ["SMP0074", " Sample bottle", "12", "100", "7", "0.8", "2"],
        ["SMP0581", "Sample tee", "0", "0", "12", "", ""],
    ])  # fmt: skip
    plain("ga/products/sample-sales.csv", [
        ["product_sku", "total_ordered", "product_name", "stock_level", "restocking_lead_time", "sentiment_score", "sentiment_magnitude", "ratio"],
        ["SMP0074", "12", " Sample bottle", "100", "7", "0.8", "2", "0.12"],
    ])  # fmt: skip


def olist() -> None:
    first, second, third = "a1" * 16, "b2" * 16, "c3" * 16
    plain("olist/orders/sample.csv", [
        ["order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at", "order_delivered_carrier_date", "order_delivered_customer_date", "order_estimated_delivery_date"],
        [first, "d4" * 16, "delivered", "2026-11-09 21:57:05", "2026-11-09 22:10:13", "2026-11-11 14:58:04", "2026-11-20 10:57:55", "2026-12-01 00:00:00"],
        [second, "e5" * 16, "invoiced", "2026-11-10 12:22:08", "2026-11-10 13:25:17", "", "", "2026-12-09 00:00:00"],
        [third, "f6" * 16, "canceled", "2026-11-10 23:30:00", "2026-11-11 00:10:00", "", "", "2026-12-09 00:00:00"],
    ])  # fmt: skip
    plain("olist/order_items/sample.csv", [
        ["order_id", "order_item_id", "product_id", "seller_id", "shipping_limit_date", "price", "freight_value"],
        [first, "1", "11" * 16, "99" * 16, "2026-11-13 12:15:10", "99.9", "27.65"],
        [first, "2", "11" * 16, "99" * 16, "2026-11-13 12:15:10", "99.9", "27.65"],
    ])  # fmt: skip
    plain("olist/order_payments/sample.csv", [
        ["order_id", "payment_sequential", "payment_type", "payment_installments", "payment_value"],
        [first, "1", "credit_card", "2", "200.00"],
        [first, "2", "voucher", "1", "55.10"],
    ])  # fmt: skip
    plain("olist/order_reviews/sample.csv", [
        ["review_id", "order_id", "review_score", "review_comment_title", "review_comment_message", "review_creation_date", "review_answer_timestamp"],
        ["77" * 16, first, "1", "Ruim", "Chegou quebrado.\nNão recomendo", "2026-11-21 00:00:00", "2026-11-21 04:10:37"],
        ["77" * 16, second, "5", "", "", "2026-11-21 00:00:00", "2026-11-21 19:12:30"],
    ])  # fmt: skip
    plain("olist/customers/sample.csv", [
        ["customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state"],
        ["d4" * 16, "aa" * 16, "01000", "sao paulo", "SP"],
        ["e5" * 16, "aa" * 16, "01000", "sao paulo", "SP"],
    ])  # fmt: skip
    plain("olist/products/sample.csv", [
        ["product_id", "product_category_name", "product_name_lenght", "product_description_lenght", "product_photos_qty", "product_weight_g", "product_length_cm", "product_height_cm", "product_width_cm"],
        ["11" * 16, "bebes", "49", "728", "4", "7150", "50", "19", "45"],
        ["22" * 16, "", "", "", "", "300", "20", "10", "15"],
    ])  # fmt: skip
    plain("olist/sellers/sample.csv", [
        ["seller_id", "seller_zip_code_prefix", "seller_city", "seller_state"],
        ["99" * 16, "70000", "brasilia", "DF"],
    ])  # fmt: skip


def write() -> None:
    """Writes every sample of this group."""
    for make in (market, team, voice, goods, trade, rivals, stock_sheets, analytics, olist):
        make()


if __name__ == "__main__":
    write()
