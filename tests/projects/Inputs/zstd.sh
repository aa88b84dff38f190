# zstd: its Makefiles. The library with its fuzzer (its unit tests first), the thread pool's and the bad dictionaries'
# tests, under Wine; for x86 the library and a test program.
. "$(dirname "$0")/project.sh"
copy
list UTIL_getTime=__ref_UTIL_getTime.ticksPerSecond,__ref_UTIL_getTime.init basicUnitTests=__ref_g_displayLevel \
	fuzzerTests=__ref_g_displayLevel,__ref_g_displayClock ZDICT_trainFromBuffer_cover=__ref_g_displayLevel \
	ZDICT_trainFromBuffer_fastCover=__ref_g_displayLevel
level=$([[ $arch = i686 ]] && echo -O0 || echo -O1)
make -j2 -C tests fuzzer invalidDictionaries poolTests CC="$cc" EXT=.exe CFLAGS="$level -w" MOREFLAGS=-gcodeview
manifest-has "$HPCC_MANIFEST" "${wanted[@]}"
linked tests/fuzzer.exe __ref_g_displayLevel __ref_g_displayClock
[[ $arch = i686 ]] && exit
cd tests
$wine poolTests.exe
$wine invalidDictionaries.exe
$wine fuzzer.exe -v -i1 --no-big-tests
