/* What becomes of kept-statics without clang's option. */
#include "../kept-statics/total.c"
