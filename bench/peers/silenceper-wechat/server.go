package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/silenceper/wechat/v2"
	"github.com/silenceper/wechat/v2/cache"
	"github.com/silenceper/wechat/v2/officialaccount/config"
	"github.com/silenceper/wechat/v2/officialaccount/message"
)

func main() {
	account := wechat.NewWechat().GetOfficialAccount(&config.Config{
		AppID:     os.Getenv("APP_ID"),
		AppSecret: os.Getenv("APP_SECRET"),
		Token:     os.Getenv("TOKEN"),
		Cache:     cache.NewMemory(),
	})
	answer := os.Getenv("ANSWER")
	http.HandleFunc("/wechat", func(w http.ResponseWriter, r *http.Request) {
		server := account.GetServer(r, w)
		server.SetMessageHandler(func(push *message.MixMessage) *message.Reply {
			if push.MsgType != message.MsgTypeText {
				return nil
			}
			return &message.Reply{MsgType: message.MsgTypeText, MsgData: message.NewText(answer)}
		})
		if err := server.Serve(); err != nil {
			log.Print(err)
			return
		}
		server.Send()
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
