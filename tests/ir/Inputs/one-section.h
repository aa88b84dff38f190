#pragma clang section text = ".text$own"
#define count count_ab
