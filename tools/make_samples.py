"""Writes the samples of src/storehand/formats: true headers and traps, every value made up.

    python tools/make_samples.py

The golden rows beside them (expected*.csv) are checked by tests/formats/test_golden.py.
"""
# ruff: noqa: E501

from __future__ import annotations

from decimal import Decimal

import samples_bills_erp
import samples_douyin
import samples_global
import samples_jd_pdd
import samples_sheets
import samples_sources
import samples_taobao
from samples_world import amazon, ga, generic, shopify, tiendanube
from sheets import FORMATS, HEADERS, Cell, escaped, wide, write_csv, write_xls, write_xlsx


def taobao_orders() -> None:
    common: dict[str, Cell] = {
        "运送方式": "快递",
        "买家服务费": "0元",
        "卖家服务费": "0",
        "店铺Id": "0",
        "店铺名称": "木棉旗舰店",
        "订单关闭原因": "订单未关闭",
        "收货人姓名": "张三丰",
        "联系手机": "'13800000001",
        "收货地址": "浙江省 杭州市 西湖区 样例路1号",
    }
    title = "羊毛大衣A 双面呢"
    rows: list[dict[str, Cell]] = [
        {"订单编号": escaped("3000000000000000001"), "买家会员名": "样例甲", "买家应付邮费": "0", "总金额": "599.00", "买家实际支付金额": "599.00", "订单状态": "交易成功", "订单创建时间": "2026-11-11 00:00:05", "订单付款时间": "2026-11-11 00:01:09", "宝贝标题": title, "物流公司": "中通快递", "宝贝总数量": "1", "退款金额": "0", "确认收货时间": "2026-11-16 10:00:00", "打款商家金额": "599.00元"},
        {"订单编号": escaped("3000000000000000002"), "买家会员名": "样例乙", "总金额": "1,198.00", "买家实际支付金额": "0.00", "订单状态": "等待买家付款", "订单创建时间": "2026-11-11 23:59:59", "订单付款时间": "", "宝贝标题": title, "宝贝总数量": "2", "退款金额": "0"},
        {"订单编号": escaped("3000000000000000003"), "买家会员名": "样例甲", "买家应付邮费": "10.00", "总金额": "139.00", "买家实际支付金额": "0.00", "订单状态": "交易关闭", "订单创建时间": "2026-11-11 20:00:00", "订单付款时间": "2026-11-12 00:00:01", "宝贝标题": "围巾D", "宝贝总数量": "1", "退款金额": "139.00", "订单关闭原因": "退款"},
        {"订单编号": escaped("3000000000000000004"), "买家会员名": "t***1", "总金额": "388.00", "买家实际支付金额": "258.70", "订单状态": "卖家已发货，等待买家确认", "订单创建时间": "2026-11-12 08:30:00", "订单付款时间": "2026-11-12 08:31:00", "宝贝标题": "围巾D，手套E", "宝贝总数量": "3", "退款金额": "129.30", "订单备注": "改地址,电话联系"},
        {"订单编号": escaped("3000000000000000005"), "买家会员名": "样例丙", "总金额": "129.00", "买家实际支付金额": "0.00", "订单状态": "交易关闭", "订单创建时间": "2026-11-12 09:00:00", "宝贝标题": "围巾D", "宝贝总数量": "1", "退款金额": "0", "订单关闭原因": "买家未付款"},
        {"订单编号": "3.00000E+18", "买家会员名": "样例丁", "总金额": "129.00", "买家实际支付金额": "129.00", "订单状态": "买家已付款，等待卖家发货", "订单创建时间": "2026-11-12 09:30:00", "订单付款时间": "2026-11-12 09:31:00", "宝贝标题": "围巾D", "宝贝总数量": "1", "退款金额": "0"},
    ]  # fmt: skip
    write_csv(
        FORMATS / "taobao/orders/sample.csv", wide(HEADERS["old_orders"], *(common | row for row in rows)), encoding="gb18030"
    )
    base: dict[str, Cell] = {"店铺名称": "木棉旗舰店", "买家服务费": "0元", "订单关闭原因": "订单未关闭", "退款金额": "0.00"}
    new: list[dict[str, Cell]] = [
        {"订单编号": escaped("4000000000000000001"), "主订单编号": escaped("4000000000000000001"), "总金额": "299.00", "买家实付金额": "279.00", "订单状态": "买家已付款，等待卖家发货", "订单创建时间": "2026-11-19 12:00:00", "订单付款时间": "2026-11-19 12:00:30", "宝贝标题": "针织衫B", "宝贝总数量": "1"},
        {"订单编号": escaped("4000000000000000002"), "主订单编号": escaped("4000000000000000002"), "总金额": "299.00", "买家实付金额": "299.00", "订单状态": "卖家已发货，等待买家确认", "订单创建时间": "2026-11-20 23:30:00", "订单付款时间": "2026-11-20 23:45:00", "发货时间": "2026-11-21 08:00:00", "宝贝标题": "针织衫B", "宝贝总数量": "1", "退款金额": "50.00", "商家备忘": "送小样"},
    ]  # fmt: skip
    write_csv(
        FORMATS / "taobao/orders/sample-new.csv", wide(HEADERS["new_orders"], *(base | row for row in new)), encoding="gb18030"
    )


def taobao_lines() -> None:
    rows: list[dict[str, Cell]] = [
        {"子订单编号": escaped("5000000000000000011"), "主订单编号": escaped("5000000000000000010"), "标题": "羊毛大衣A", "价格": "699.00", "购买数量": "1", "外部系统编号": "DYA-BK-M", "商品属性": "颜色分类：黑色;尺码：M", "订单状态": "交易成功", "商家编码": "DYA", "买家应付货款": "599.00", "买家实际支付金额": "599.00", "退款状态": "没有申请退款", "退款金额": "无退款申请", "订单创建时间": "2026-11-11 00:00:05", "订单付款时间": "2026-11-11 00:01:09"},
        {"子订单编号": escaped("5000000000000000012"), "主订单编号": escaped("5000000000000000010"), "标题": "围巾D", "价格": "129.00", "购买数量": "2", "外部系统编号": "WJD", "商品属性": "颜色分类：驼色", "订单状态": "交易关闭", "商家编码": "WJD", "买家应付货款": "258.00", "买家实际支付金额": "0.00", "退款状态": "退款成功", "退款金额": "258.00", "订单创建时间": "2026-11-11 00:00:05", "订单付款时间": "2026-11-11 00:01:09"},
        {"子订单编号": escaped("5000000000000000020"), "主订单编号": escaped("5000000000000000020"), "标题": "手套E", "价格": "59.00", "购买数量": "1", "外部系统编号": "", "商品属性": "", "订单状态": "等待买家付款", "商家编码": "STE", "买家应付货款": "59.00", "买家实际支付金额": "0.00", "退款状态": "没有申请退款", "退款金额": "无退款申请", "订单创建时间": "2026-11-12 10:00:00", "备注": "留言:打 13800000002"},
    ]  # fmt: skip
    write_csv(FORMATS / "taobao/order_lines/sample.csv", wide(HEADERS["new_lines"], *rows), encoding="gb18030")
    old: list[dict[str, Cell]] = [
        {"订单编号": escaped("1600000000000001"), "标题": "帆布包F", "价格": "39.90", "购买数量": "2", "外部系统编号": "FBF-W", "商品属性": "颜色分类：白色", "订单状态": "交易成功", "商家编码": "FBF"},
        {"订单编号": escaped("1600000000000001"), "标题": "发圈G", "价格": "5.50", "购买数量": "3", "外部系统编号": "FQG", "订单状态": "交易成功", "商家编码": "FQG"},
        {"订单编号": escaped("1600000000000002"), "标题": "帆布包F", "价格": "39.90", "购买数量": "1", "订单状态": "交易关闭", "商家编码": "FBF"},
    ]  # fmt: skip
    write_csv(FORMATS / "taobao/order_lines_old/sample.csv", wide(HEADERS["old_lines"], *old), encoding="gb18030")
    sales: list[dict[str, Cell]] = [
        {"子订单编号": "6000000000000000001", "商品ID": "700000000001", "商品标题": "羊毛大衣A", "商品价格": "699.00", "购买数量": "1", "商品属性": "颜色分类：黑色;尺码：M", "订单状态": "买家已付款", "买家实付金额": "599.00", "退款状态": "没有申请退款", "退款金额": "无退款申请", "订单创建时间": "2026-11-11 00:00:05", "订单付款时间": "2026-11-11 00:01:09"},
        {"子订单编号": "6000000000000000002", "商品ID": "700000000004", "商品标题": "围巾D", "商品价格": "129.00", "购买数量": "2", "商品属性": "颜色分类：驼色", "订单状态": "已发货", "买家实付金额": "129.00", "退款状态": "退款成功", "退款金额": "129.00", "订单创建时间": "2026-11-12 21:00:05", "订单付款时间": "2026-11-12 21:00:09"},
        {"子订单编号": "6000000000000000003", "商品ID": "700000000004", "商品标题": "围巾D", "商品价格": "129.00", "购买数量": "1", "商品属性": "颜色分类：灰色", "订单状态": "等待买家付款", "买家实付金额": "0", "退款状态": "没有申请退款", "退款金额": "无退款申请", "订单创建时间": "2026-11-13 09:00:00", "订单付款时间": "-"},
    ]  # fmt: skip
    write_xlsx(FORMATS / "taobao/item_sales/sample.xlsx", {"宝贝销售明细报表": wide(HEADERS["item_sales"], *sales)})


def preamble(title: str, lines: int) -> list[list[Cell]]:
    """The lines of words that 生意参谋 puts above its header."""
    words = [
        title,
        "统计时间以文件名为准",
        "指标说明见生意参谋帮助中心",
        "数据仅供参考",
        "导出人:样例",
        "导出终端:全部",
        "数据口径:支付时间",
    ]
    return [[word] for word in words[:lines]]


def sycm() -> None:
    base: dict[str, Cell] = {
        "主商品ID": "-",
        "商品类型": "普通商品",
        "商品状态": "当前在线",
        "商品标签": "-",
        "竞争力评分": "-",
        "聚划算支付金额": "0.00",
        "结构化详情引导转化率": "-",
        "结构化详情引导成交占比": "-",
    }
    items: list[dict[str, Cell]] = [
        {"统计日期": "2026-11-20", "商品ID": "700000000001", "商品名称": "羊毛大衣A", "货号": "DYA", "商品访客数": "1,269", "商品浏览量": "2,602", "平均停留时长": "6.92", "商品详情页跳出率": "78.15%", "商品收藏人数": "85", "商品加购件数": "154", "商品加购人数": "146", "下单买家数": "26", "下单件数": "27", "下单金额": "17,191.00", "下单转化率": "2.05%", "支付买家数": "20", "支付件数": "21", "支付金额": "12,579.00", "商品支付转化率": "1.58%", "支付新买家数": "16", "支付老买家数": "4", "老买家支付金额": "2,396.00", "访客平均价值": "9.91", "成功退款金额": "1,797.00", "年累计支付金额": "1,669,761.00", "月累计支付金额": "280,941.00", "月累计支付件数": "471", "搜索引导支付转化率": "2.41%", "搜索引导访客数": "582", "搜索引导支付买家数": "14"},
        {"统计日期": "2026-11-20", "商品ID": "700000000004", "商品名称": "围巾D", "货号": "WJD", "商品访客数": "88", "商品浏览量": "120", "平均停留时长": "-", "商品详情页跳出率": "-", "商品收藏人数": "0", "商品加购件数": "3", "商品加购人数": "2", "下单买家数": "0", "下单件数": "0", "下单金额": "0.00", "下单转化率": "0.00%", "支付买家数": "0", "支付件数": "0", "支付金额": "0.00", "商品支付转化率": "0.00%", "支付新买家数": "-", "支付老买家数": "-", "老买家支付金额": "-", "访客平均价值": "0.00", "成功退款金额": "0.00", "年累计支付金额": "5,160.00", "月累计支付金额": "0.00", "月累计支付件数": "0", "搜索引导支付转化率": "-", "搜索引导访客数": "-", "搜索引导支付买家数": "-"},
        {"统计日期": "2026-11-20", "商品ID": "7.00001E+11", "商品名称": "围巾D(另存坏了)", "商品访客数": "1", "支付金额": "0.00"},
        {"统计日期": "2026-11-01 ~ 2026-11-20", "商品ID": "700000000001", "商品名称": "羊毛大衣A", "商品访客数": "20,000", "支付金额": "280,941.00"},
    ]  # fmt: skip
    write_xls(
        FORMATS / "taobao/sycm_item_day/sample_2026-11-20_2026-11-20.xls",
        {"商品排行": preamble("商品_全部", 4) + wide(HEADERS["item_day"], *(base | row for row in items), rest="-")},
    )
    header = ["一级来源", "二级来源", "三级来源", "四级来源"]
    for name in HEADERS["source_metrics"]:
        header += [name, "uv价值环比" if name == "UV价值" else f"{name}环比"]
    whole = [
        source("平台流量", "汇总", "-", "-", visitors="3,120", buyers="52", gmv="31,004.00"),
        source("平台流量", "手淘搜索", "-", "-", visitors="1,860", buyers="38", gmv="22,610.00"),
        source("平台流量", "手淘推荐", "汇总", "-", visitors="1,300", buyers="14", gmv="8,394.00"),
        source("平台流量", "手淘推荐", "首页推荐-微详情", "-", visitors="900", buyers="9", gmv="5,391.00"),
        source("平台流量", "手淘推荐", "购中猜你喜欢", "-", visitors="410", buyers="5", gmv="3,003.00"),
        source("广告流量", "关键词推广(原直通车)", "-", "-", visitors="620", buyers="8", gmv="4,792.00"),
        source("自主访问", "购物车", "-", "-", visitors="210", buyers="17", gmv="10,183.00"),
    ]
    carriers = [
        ["淘宝APP", *source("平台流量", "汇总", "-", "-", visitors="1,860", buyers="38", gmv="22,610.00")],
        ["淘宝APP", *whole[1]],
        ["天猫APP", *source("广告流量", "精准人群推广", "-", "-", visitors="55", buyers="-", gmv="0.00")],
    ]
    write_xls(
        FORMATS / "taobao/sycm_source_day/sample_2026-11-20_2026-11-20.xls",
        {
            "全店流量来源": [*preamble("无线店铺流量来源", 5), header, *whole],
            "分载体流量来源": [*preamble("无线店铺流量来源", 5), ["流量载体", *header], *carriers],
        },
    )
    write_xls(
        FORMATS / "taobao/sycm_carrier_day/sample_2026-11-20_2026-11-20.xls",
        {"分载体流量来源": [*preamble("无线店铺流量来源", 5), ["流量载体", *header], *carriers]},
    )
    days: list[dict[str, Cell]] = [
        {"统计日期": "2026-11-19", "访客数": "2,871", "浏览量": "9,012", "跳失率": "61.20%", "平均停留时长": "13.40", "加购人数": "201", "加购件数": "230", "商品收藏人数": "95", "下单买家数": "61", "下单件数": "70", "下单金额": "33,010.00", "支付买家数": "55", "支付新买家数": "40", "支付老买家数": "15", "老买家支付金额": "8,011.00", "支付件数": "62", "支付金额": "29,950.50", "支付转化率": "1.92%", "客单价": "544.55", "成功退款金额": "4,100.00"},
        {"统计日期": "2026-11-20", "访客数": "2,644", "浏览量": "8,100", "跳失率": "-", "支付买家数": "49", "支付件数": "55", "支付金额": "27,001.00", "支付转化率": "1.85%", "客单价": "551.04", "成功退款金额": "0.00"},
    ]  # fmt: skip
    total: dict[str, Cell] = {"统计日期": "合计", "浏览量": "17,112", "支付金额": "56,951.50", "支付件数": "117"}
    write_xls(
        FORMATS / "taobao/sycm_shop_day/sample.xls",
        {"店铺": preamble("自助取数_店铺整体", 7) + wide(HEADERS["shop_day"], *days, total, rest="-")},
    )


def source(*levels: str, visitors: str, buyers: str, gmv: str) -> list[Cell]:
    """One row of 店铺流量来源: levels, then each metric and its change against the day before."""
    known: dict[str, str] = {
        "访客数": visitors,
        "支付买家数": buyers,
        "支付金额": gmv,
        "加购人数": "12",
        "平均停留时长": "11.20",
        "支付转化率": "1.85%",
    }
    cells: list[Cell] = list(levels)
    for name in HEADERS["source_metrics"]:
        cells += [known.get(name, "-"), "-3.21%"]
    return cells


def ads() -> None:
    scene: dict[str, Cell] = {"场景ID": "371", "场景名字": "关键词推广", "原二级场景ID": "372", "原二级场景名字": "标准计划"}
    plan: dict[str, Cell] = {"计划ID": "80000000001", "计划名字": "羊毛大衣_搜索"}
    unit: dict[str, Cell] = {"单元ID": "90000000001", "单元名字": "羊毛大衣A"}
    item: dict[str, Cell] = {"宝贝ID": "700000000001", "宝贝名称": "羊毛大衣A"}
    kinds: list[tuple[str, dict[str, Cell]]] = [
        ("account", {}),
        ("scene", scene),
        ("campaign", scene | plan),
        ("ad_group", scene | plan | unit | item),
        ("keyword", scene | plan | unit | item | {"词类型": "关键词", "词ID/词包ID": "600001", "词名字/词包名字": "羊毛大衣女"}),
        ("crowd", scene | plan | unit | item | {"定向类型": "精选人群", "人群名字": "近30天加购未买"}),
        ("item", {"主体ID": "700000000001", "主体类型": "商品", "主体名称": "羊毛大衣A"}),
        ("creative", scene | plan | unit | item | {"创意ID": "500001", "创意名字": "主图1"}),
        ("region", scene | plan | {"省": "浙江", "市": "杭州"}),
    ]
    for name, dims in kinds:
        header = ["日期", *dims, *HEADERS["ad_metrics"]]
        first = {"日期": "2026-11-19", **dims, **ad_block(10_200, 408, "612.40", "1,797.00", "599.00")}
        second = {"日期": "2026-11-20", **dims, **ad_block(5_000, 150, "240.00", "0.00", "0.00")}
        empty = {
            "日期": "2026-11-20",
            **dims,
            **dict.fromkeys(HEADERS["ad_metrics"], "\\N"),
            "展现量": "7",
            "点击量": "0",
            "花费": "0.00",
        }
        if dims:  # another member of the dimension, shown and not clicked
            empty |= {list(dims)[-1]: "其他"}
        rows = wide(header, first, second, *([empty] if dims else []))
        write_csv(FORMATS / f"taobao/ads_{name}/sample.csv", rows, encoding="gb18030" if name != "item" else "utf-8-sig")


def ad_block(shown: int, clicks: int, spend: str, direct: str, indirect: str) -> dict[str, Cell]:
    """万相台's metrics of a row: rates as fractions with five decimals, blank where nothing stands below."""
    gmv = Decimal(direct.replace(",", "")) + Decimal(indirect.replace(",", ""))
    orders = int(gmv / 599)
    cost = Decimal(spend)
    block: dict[str, Cell] = dict.fromkeys(HEADERS["ad_metrics"], "0")
    block |= {
        "展现量": shown,
        "点击量": clicks,
        "花费": spend,
        "点击率": f"{clicks / shown:.5f}",
        "平均点击花费": f"{cost / clicks:.2f}",
        "千次展现花费": f"{cost / shown * 1000:.2f}",
    }
    block |= {
        "直接成交金额": direct,
        "间接成交金额": indirect,
        "总成交金额": f"{gmv:.2f}",
        "总成交笔数": orders,
        "点击转化率": f"{orders / clicks:.5f}",
        "投入产出比": f"{gmv / cost:.2f}",
    }
    return block | {
        "总成交成本": f"{cost / orders:.2f}" if orders else "\\N",
        "总购物车数": "31",
        "收藏宝贝数": "9",
        "加购率": f"{31 / clicks:.5f}",
    }


def tmall() -> None:
    header = ["订单编号", "总金额", "买家实际支付金额", "收货地址 ", "订单创建时间", "订单付款时间 ", "退款金额"]
    rows: list[list[Cell]] = [
        ["1", "178.8", "0.0", "上海", "2020-02-21 00:00:00", "", "0.0"],
        ["2", "21.0", "21.0", "内蒙古自治区", "2020-02-20 23:59:54", "2020-02-21 00:00:02", "0.0"],
        ["3", "64.8", "0.0", "江苏省", "2020-02-20 23:57:04", "2020-02-20 23:57:11", "64.8"],
        ["4", "327.7", "148.9", "浙江省", "2020-02-20 23:56:39", "2020-02-20 23:56:53", "178.8"],
    ]
    write_csv(FORMATS / "tmall/orders_2020/sample.csv", [header, *rows])
    resaved: list[list[Cell]] = [
        [row[0], row[1], row[2], row[3], *(str(at)[:16].replace("-0", "/").replace("-", "/") for at in row[4:6]), row[6]]
        for row in rows
    ]
    write_csv(FORMATS / "tmall/orders_2020/sample-resaved.csv", [header, *resaved], encoding="utf-8")


def main() -> None:
    """Writes all samples."""
    for write in (taobao_orders, taobao_lines, sycm, ads, tmall, shopify, tiendanube, amazon, generic, ga):
        write()
    for room in (
        samples_taobao,
        samples_jd_pdd,
        samples_douyin,
        samples_bills_erp,
        samples_global,
        samples_sheets,
        samples_sources,
    ):
        room.write()


if __name__ == "__main__":
    main()
