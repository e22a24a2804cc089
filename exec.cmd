@rem npm's scripts say "exec node ...", so that no shell stands between npm and the program and keeps its signals.
@rem Windows has neither exec nor signals: there this stands in for it.
@%*
