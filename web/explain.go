package web

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
	"github.com/xiantu/xiantu/tiles"
)

// explain makes the sentence of a domain's error. Errors are written in English where
// they arise; what is known by type is said in Chinese too.
func explain(err error) sentence {
	said := sentence{en: err.Error()}
	var rule *boundaries.RuleError
	var both interface{ Chinese() string } // the errors of an import speak both
	var own *refusal
	var not *edition.PlanError
	switch {
	case errors.As(err, &own):
		said = own.said
	case errors.As(err, &not):
		said.zh = misfitChinese(not)
	case errors.As(err, &both):
		said.zh = both.Chinese()
	case errors.As(err, &rule) && chineseRule(rule.Rule) != "":
		said = saidOf(rule)
	case errors.Is(err, boundaries.ErrNotFound):
		said.zh = "没有这样的数据（" + err.Error() + "）"
	case errors.Is(err, boundaries.ErrConflict):
		said.zh = "数据已被他人改动，请重新读取后再试（" + err.Error() + "）"
	case errors.Is(err, boundaries.ErrInvalid), errors.Is(err, coverage.ErrInvalid), errors.Is(err, maps.ErrInvalid), errors.Is(err, tiles.ErrInvalid):
		said.zh = "内容无效：" + err.Error()
	}
	return onPage(said)
}

// misfitChinese says what of a plan no longer fits: all of it.
func misfitChinese(not *edition.PlanError) string {
	said := fmt.Sprintf("方案 %d 已不适合现状", not.Plan)
	for _, order := range append([]*edition.PlanError{not}, not.More...) {
		where := fmt.Sprintf("第 %d 份变更", order.Order)
		if order.Order == 0 {
			where = "设施"
		}
		for _, part := range parts(order.Cause) {
			said += "；" + where + "：" + explain(part).in(chinese)
		}
	}
	return said
}

// parts are the errors that an error joins, or the error itself.
func parts(err error) []error {
	var wrapped *orderRefusal
	if errors.As(err, &wrapped) {
		err = wrapped.cause
	}
	if p, ok := err.(*placed); ok {
		err = p.error
	}
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var list []error
	for _, one := range several.Unwrap() {
		list = append(list, parts(one)...)
	}
	return list
}

func tooLarge(limit int64) sentence {
	return sentence{fmt.Sprintf("内容超过 %d MB 的上限", limit>>20), fmt.Sprintf("the request is larger than %d MB", limit>>20)}
}

// validations translate what huma's validation says. A message it does not know
// stays English.
var validations = []struct {
	pattern *regexp.Regexp
	said    string
}{
	{regexp.MustCompile(`^validation failed$`), "请求没有通过检查"},
	{regexp.MustCompile(`^request body is required$`), "缺少请求内容"},
	{regexp.MustCompile(`^request body is too large limit=(\d+) bytes$`), "内容超过 $1 字节的上限"},
	{regexp.MustCompile(`^unknown query parameter$`), "没有这个参数"},
	{regexp.MustCompile(`^required \w+ parameter is missing$`), "缺少这个参数"},
	{regexp.MustCompile(`^unexpected property$`), "没有这个字段"},
	{regexp.MustCompile(`^expected required property (\S+) to be present$`), "缺少字段 $1"},
	{regexp.MustCompile(`^expected boolean$`), "应为 true 或 false"},
	{regexp.MustCompile(`^expected number$|^invalid float$`), "应为数字"},
	{regexp.MustCompile(`^expected integer$|^invalid integer$`), "应为整数"},
	{regexp.MustCompile(`^expected string$`), "应为文字"},
	{regexp.MustCompile(`^expected array$`), "应为列表"},
	{regexp.MustCompile(`^expected object$`), "应为对象"},
	{regexp.MustCompile(`^expected value to be one of "(.*)"$`), "应为下列之一：$1"},
	{regexp.MustCompile(`^expected number >= (\S+)$`), "不得小于 $1"},
	{regexp.MustCompile(`^expected number > (\S+)$`), "必须大于 $1"},
	{regexp.MustCompile(`^expected number <= (\S+)$`), "不得大于 $1"},
	{regexp.MustCompile(`^expected length >= (\d+)$`), "至少 $1 个字"},
	{regexp.MustCompile(`^expected length <= (\d+)$`), "至多 $1 个字"},
	{regexp.MustCompile(`^expected array length >= (\d+)$`), "至少 $1 项"},
	{regexp.MustCompile(`^expected array length <= (\d+)$`), "至多 $1 项"},
	{regexp.MustCompile(`^(body\S*): the text holds a zero character .*$`), "$1：文字中含有零字符（U+0000），无法保存"},
	{regexp.MustCompile(`^unknown content type: (.*)$`), "不支持内容类型 $1"},
	{regexp.MustCompile(`^(?:invalid character|unexpected end of JSON|json: ).*$`), "不是正确的 JSON：$0"},
}

func translate(message string) sentence {
	for _, v := range validations {
		if m := v.pattern.FindStringSubmatchIndex(message); m != nil {
			return sentence{string(v.pattern.ExpandString(nil, v.said, message, m)), message}
		}
	}
	return sentence{en: message}
}
