int g;
int cd(int x) { return g += x; }
int __stdcall sc(int x) { return g -= x; }
int __fastcall fc(int x, int y) { return g ^= x + y; }
int unlisted(int x) { return g |= x; }
