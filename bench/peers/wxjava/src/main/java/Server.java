import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import me.chanjar.weixin.mp.api.WxMpMessageRouter;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlOutMessage;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;

public class Server {
  private static final WxMpService service = new WxMpServiceImpl();
  private static final WxMpMessageRouter router = new WxMpMessageRouter(service);

  public static void main(String[] args) {
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setAppId(System.getenv("APP_ID"));
    config.setSecret(System.getenv("APP_SECRET"));
    config.setToken(System.getenv("TOKEN"));
    service.setWxMpConfigStorage(config);

    String answer = System.getenv("ANSWER");
    // By default it remembers every message for a quarter of a minute, which under load only costs it more.
    router.setMessageDuplicateChecker(id -> false);
    router
        .rule()
        .async(false)
        .msgType("text")
        .handler(
            (message, context, wxMpService, sessionManager) ->
                WxMpXmlOutMessage.TEXT()
                    .content(answer)
                    .fromUser(message.getToUser())
                    .toUser(message.getFromUser())
                    .build())
        .end();

    // A handler that reads a stream blocks, as it does in a servlet.
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1", new BlockingHandler(Server::wechat)).build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    System.out.println("http://127.0.0.1:" + address.getPort());
  }

  private static void wechat(HttpServerExchange exchange) {
    if (!service.checkSignature(
        query(exchange, "timestamp"), query(exchange, "nonce"), query(exchange, "signature"))) {
      exchange.setStatusCode(403).endExchange();
      return;
    }
    WxMpXmlOutMessage reply = router.route(WxMpXmlMessage.fromXml(exchange.getInputStream()));
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/xml; charset=utf-8");
    exchange.getResponseSender().send(reply == null ? "" : reply.toXml(), StandardCharsets.UTF_8);
  }

  private static String query(HttpServerExchange exchange, String name) {
    var values = exchange.getQueryParameters().get(name);
    return values == null ? "" : values.getFirst();
  }
}
