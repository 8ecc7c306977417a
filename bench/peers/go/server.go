// What Go itself has, and nothing else: the least that one would write.
package main

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sort"
	"strings"
	"time"
)

const maxBody = 256 * 1024

type push struct {
	ToUserName   string
	FromUserName string
	MsgType      string
	Content      string
}

type cdata struct {
	Text string `xml:",cdata"`
}

type reply struct {
	XMLName      xml.Name `xml:"xml"`
	ToUserName   cdata
	FromUserName cdata
	CreateTime   int64
	MsgType      cdata
	Content      cdata
}

var token, answer = os.Getenv("TOKEN"), os.Getenv("ANSWER")

func main() {
	http.HandleFunc("POST /wechat", wechat)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}

func wechat(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if !isSigned(query.Get("signature"), query.Get("timestamp"), query.Get("nonce")) {
		http.Error(w, "Bad Token!", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var message push
	if err := xml.Unmarshal(body, &message); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if message.MsgType != "text" {
		io.WriteString(w, "success")
		return
	}
	text, err := xml.Marshal(reply{
		ToUserName:   cdata{message.FromUserName},
		FromUserName: cdata{message.ToUserName},
		CreateTime:   time.Now().Unix(),
		MsgType:      cdata{"text"},
		Content:      cdata{answer},
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Write(text)
}

func isSigned(signature, timestamp, nonce string) bool {
	parts := []string{token, timestamp, nonce}
	sort.Strings(parts)
	digest := sha1.Sum([]byte(strings.Join(parts, "")))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(digest[:])), []byte(signature)) == 1
}
