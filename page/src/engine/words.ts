// What the page says of its engine.

export const LOADING = "正在装入计分程序";
export const NO_ANSWER = "这一步没有算出来";
export const NO_ANSWER_TODO = "已填的都在。请再试一次；还是这样，请把出错信息发给维护的人。";
export const NO_LAYERS = "本页的文件不完整：计分程序不在里面。";
