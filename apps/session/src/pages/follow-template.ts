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
{{#qrCode}}
<p>这个页面只对关注者开放。请长按二维码识别并关注，然后回到这里。</p>
<img src="{{qrCode}}" alt="{{#name}}“{{name}}”{{/name}}{{^name}}公众号{{/name}}的二维码">
{{/qrCode}}
{{^qrCode}}
<p>这个页面只对关注者开放。请先关注公众号，然后回到这里。</p>
{{/qrCode}}
<p><a id="go-on" href="{{enterUrl}}">我已关注，继续</a></p>
{{/isChinese}}
{{^isChinese}}
<h1>Follow {{#name}}“{{name}}”{{/name}}{{^name}}our account{{/name}} to go on</h1>
{{#qrCode}}
<p>This page is for followers. Press and hold the QR code to follow, then come back here.</p>
<img src="{{qrCode}}" alt="QR code of {{#name}}“{{name}}”{{/name}}{{^name}}our account{{/name}}">
{{/qrCode}}
{{^qrCode}}
<p>This page is for followers. Please follow our account in WeChat first, then come back here.</p>
{{/qrCode}}
<p><a id="go-on" href="{{enterUrl}}">I follow now, go on</a></p>
{{/isChinese}}
</main>
{{> script}}
</body>
</html>
`;
