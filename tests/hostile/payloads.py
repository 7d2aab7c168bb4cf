"""Names that want to be paths, and texts that want to be formulas."""

PATHS = (
    "../evil.csv", "../../evil.csv", "../../../../../../tmp/evil.csv", "..\\evil.csv", "..\\..\\evil.csv", "/tmp/evil.csv",
    "/etc/cron.d/evil", "//server/share/evil.csv", "\\\\server\\share\\evil.csv", "C:\\evil.csv", "C:/evil.csv", "C:evil.csv",
    "%2e%2e%2fevil.csv", "..%2fevil.csv", "%252e%252e%252fevil.csv", "..%c0%afevil.csv", "....//evil.csv", "..;/evil.csv",
    "a/../../evil.csv", "./../evil.csv", "a/./../../evil.csv", "evil.csv\x00.png", "\x00../evil.csv", "~/evil.csv",
    "~root/evil.csv", "$HOME/evil.csv", "`touch evil`", "$(touch evil)", "|touch evil", "CON", "NUL.csv", "COM1", "LPT1.csv",
    "aux", "．．／evil.csv", "‥/evil.csv", "\u202e../evil.csv", "../\nevil.csv", "file:///tmp/evil.csv", "..", ".", "evil.csv ",
    "evil.csv.", ":evil", "a" * 300 + "/../../evil.csv",
)  # fmt: skip
FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-cmd|' /C calc'!A0",
    "@cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","x")', '=WEBSERVICE("http://evil.example")', "=IMPORTXML(A1,B1)",
    '=DDE("cmd";"/C calc";"1")', '=MSEXCEL|"\\..\\..\\..\\Windows\\System32\\cmd.exe"!A0', "\t=1+1", "\r=1+1", "\n=1+1",
    " =1+1", "   =1+1", "\u3000=1+1", "\xa0=1+1", "\u200b=1+1", "\ufeff=1+1", "\x00=1+1", "\x0b=1+1", "\x0c=1+1", "＝1+1",
    "＋1+1", "－1+1", "＠SUM(A1)", "\t+1", "\r-1", "\n@A1", '"=1+1"', "'=1+1", '"\n=1+1', "a\n=1+1", "a\r=1+1", "a,=1+1",
    'a",=1+1', "a;=1+1", "a\t=1+1", "%0A=1+1", "=1+1\n", "|calc", "{=1+1}", "=A1", "=[1]x!A1",
    "='file:///etc/passwd'#$passwd.A1", "http://evil.example", "mailto:a@evil.example", "internal:'a'!A1",
    "external:c:\\a.xlsx",
)  # fmt: skip
