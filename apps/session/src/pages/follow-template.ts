/** The page that asks to follow, unless the account has one of its own. */
export const FOLLOW_TEMPLATE = `<!doctype html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{#isChinese}}关注后继续{{/isChinese}}{{^isChinese}}Follow to go on{{/isChinese}}</title>
{{> style}}
</head>
<body>
<main>
{{#isChinese}}
<h1>关注{{#name}}“{{name}}”{{/name}}{{^name}}公众号{{/name}}后继续</h1>
<p>这个页面只对关注者开放。</p>
{{#qrCode}}
<img src="{{qrCode}}" alt="{{#name}}“{{name}}”{{/name}}{{^name}}公众号{{/name}}的二维码">
<p><span class="phrase">长按或扫描二维码关注，</span><span class="phrase">然后回到这里。</span></p>
{{/qrCode}}
{{^qrCode}}
<p><span class="phrase">请先在微信中关注公众号，</span><span class="phrase">然后回到这里。</span></p>
{{/qrCode}}
<p><a id="go-on" href="{{enterUrl}}">我已关注，继续</a></p>
<p><small><span class="phrase">刚刚关注？</span><span class="phrase">请稍等几秒，再点一次。</span></small></p>
{{/isChinese}}
{{^isChinese}}
<h1>Follow {{#name}}“{{name}}”{{/name}}{{^name}}our account{{/name}} to go on</h1>
<p>This page is for followers.</p>
{{#qrCode}}
<img src="{{qrCode}}" alt="QR code of {{#name}}“{{name}}”{{/name}}{{^name}}our account{{/name}}">
<p>Press and hold the QR code, or scan it with WeChat. Then come back here.</p>
{{/qrCode}}
{{^qrCode}}
<p>Please follow our account in WeChat, then come back here.</p>
{{/qrCode}}
<p><a id="go-on" href="{{enterUrl}}">I follow now, go on</a></p>
<p><small>Just followed? Give it a few seconds, then try once more.</small></p>
{{/isChinese}}
</main>
{{> script}}
</body>
</html>
`;
