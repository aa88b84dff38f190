int cd(int x) { return x; }
int __attribute__((stdcall)) sc(int x) { return x; }
int __attribute__((fastcall)) fc(int x, int y) { return x + y; }
int __attribute__((vectorcall)) vc(int x) { return x; }
int __attribute__((regcall)) rc(int x) { return x; }
int __attribute__((thiscall)) tc(int x) { return x; }
int labelled(int x) __asm__("label");
int labelled(int x) { return x; }
static int __attribute__((stdcall)) local(int x) { return x; }
int caller(int x) { return local(x); }

// ENTRY: cd
// ENTRY: _cd
// ENTRY: sc
// ENTRY: _sc@4
// ENTRY: fc
// ENTRY: @fc@8
// ENTRY: vc
// ENTRY: vc@@4
// ENTRY: vc@@8
// ENTRY: rc
// ENTRY: __regcall3__rc
// ENTRY: ___regcall3__rc
// ENTRY: tc
// ENTRY: _tc
// ENTRY: label
// ENTRY: _label
// ENTRY: local
// ENTRY: _local@4
