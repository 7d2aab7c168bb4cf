"""What traffic watches. The limits are defaults; a shop's own stand in its settings under the check's name.

A share is how far from the usual counts (0.2: 20 %); beyond it, noise alone must be unlikely too.
"""

from storehand.detect.check import Check, missing, worse_than_usual
from storehand.wording import Text

CHECKS = (
    Check(
        "visitors_low",
        Text("访客数低于平常", "Visitors below usual"),
        worse_than_usual("visitors", share=0.15, minimum=100, worth=("uv_value",)),
    ),
    Check(
        "cvr_low",
        Text("支付转化率低于平常", "Conversion below usual"),
        worse_than_usual("cvr", share=0.15, minimum=300, worth=("visitors", "aov")),
    ),
    Check(
        "source_low",
        Text("流量来源访客低于平常", "A source's visitors below usual"),
        worse_than_usual("visitors", by=("source",), share=0.25, minimum=20, worth=("uv_value",), levels=("source1", "source2")),
    ),
    Check(
        "source_gone",
        Text("流量来源断了", "A traffic source is gone"),
        missing("visitors", by=("source",), minimum=50, worth=("uv_value",)),
    ),
    Check("bounce_high", Text("跳失率高于平常", "Bounce rate above usual"), worse_than_usual("bounce", share=0.15, minimum=300)),
    Check(
        "cart_rate_low",
        Text("加购率低于平常", "Cart rate below usual"),
        worse_than_usual("cart_rate", share=0.2, minimum=300),
    ),
)
