package demo

import "strings"

// namer gives names that no other thing of the same place bears.
type namer struct {
	dice
	used map[string]bool
}

func newNamer(seed, place uint64) *namer {
	return &namer{newDice(seed, place, 4), map[string]bool{}}
}

var (
	nameHeads = strings.Split("龙 凤 青 白 金 石 清 双 高 永 兴 太 安 长 新 红 玉 云 松 竹 桃 柳 梅 杏 荷 莲 桂 茶 枫 樟 银 铜 月 星 泉 春 晴 宝 福 和 仁 义 同 顺 鹤 鹿 马 牛 黄 碧 翠 紫 朝 向 望 上 中 下 三 五 七 九", " ")
	nameTails = strings.Split("溪 山 河 桥 坪 沟 湾 岭 坝 池 林 井 寨 垭 塘 滩 岩 峰 坡 田 园 堰 口 洞 坎 梁 关 亭 台 渡 庙 屋 泽 原 峡", " ")
	surnames  = strings.Split("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 林 何 郭 罗 梁 宋 郑 谢 唐 韩 曹 许 邓 冯 曾 彭 萧 蔡 潘 田 董 袁 于 余 叶 蒋 杜 苏 魏 程 吕 丁 沈 任 姚 卢 傅 钟 姜 崔 谭 廖 范 汪 陆 金 石 戴 贾 韦 夏 邱 方 侯 邹 熊 孟 秦 白 江 阎 薛 尹 段 雷 侬 龙 史 陶 贺 顾 毛 郝 龚 邵 万 钱 严 覃 武 戚 莫 孔 向 汤", " ")
	farmTails = strings.Split("湾 沟 坝 坪 院 冲 山 岗 垭 桥 塘 坡 岩 嘴 店 渡", " ")
	// countyHeads and countyTails make names that look like a county's and are none's.
	countyHeads = strings.Split("云 沐 澜 霁 岚 曦 棠 芷 蘅 珞 璟 溯 漪 汀 沅 澧 淇 泠 湄 浣 黛 皓 暮 晓 夙 朔 栖 梧 桐 楠 榕 榆 槐 椿 楸 桢 檀 枫 柘 杉", " ")
	countyTails = strings.Split("禾 麓 浦 汀 屿 岫 崖 澜 渚 津 涧 峦 垣 墅 舟 帆 芦 荻 蒲 萍 茗 蕙 泮 砚", " ")
)

// stem returns a name without its ending: 青竹, 王家湾.
func (n *namer) stem() string {
	for range 200 {
		name := pick(&n.dice, nameHeads) + pick(&n.dice, nameTails)
		if n.chance(0.3) {
			name = pick(&n.dice, surnames) + "家" + pick(&n.dice, farmTails)
		}
		if n.take(name) {
			return name
		}
	}
	// A place with thousands of names: two that are joined.
	for {
		if name := pick(&n.dice, nameHeads) + pick(&n.dice, nameTails) + pick(&n.dice, farmTails); n.take(name) {
			return name
		}
	}
}

// short is a stem of two characters, as townships have.
func (n *namer) short() string {
	for {
		if name := pick(&n.dice, nameHeads) + pick(&n.dice, nameTails); n.take(name) {
			return name
		}
	}
}

// county returns a county's stem.
func (n *namer) county() string {
	for i := 0; ; i++ {
		name := pick(&n.dice, countyHeads) + pick(&n.dice, countyTails)
		if i > 200 {
			name = pick(&n.dice, countyHeads) + name
		}
		if n.take(name) {
			return name
		}
	}
}

func (n *namer) take(name string) bool {
	if n.used[name] || strings.HasPrefix(name, "金家") {
		return false
	}
	n.used[name] = true
	return true
}
