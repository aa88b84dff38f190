# SQLite: configure, libtool and make, from its own sources to one file and on to fuzzcheck, which runs the statements
# of its test data bases under Wine.
. "$(dirname "$0")/project.sh"
mkdir -p "$work/tree"
cd "$work/tree"
list sqlite3_initialize=__ref_sqlite3Config,__ref_sqlite3BuiltinFunctions,__ref_mem0 sqlite3_config=__ref_sqlite3Config \
	sqlite3Malloc=__ref_sqlite3Config,__ref_mem0,__ref_sqlite3Stat sqlite3_randomness=__ref_sqlite3Prng \
	winMutexAlloc=__ref_winMutex_staticMutexes
config_TARGET_EXEEXT=.exe "$source/configure" --host="$arch-w64-mingw32" --disable-tcl --disable-shared CC="$cc" \
	CFLAGS="-O1 -gcodeview -Wno-hotpatch" BUILD_CC=gcc AR=llvm-ar RANLIB=llvm-ranlib
make -j2 BEXE= sqlite3.lo
patched sqlite3.o sqlite3_config __ref_sqlite3Config
reach-audit --only="$HPCC_FUNCTIONS_FILE" sqlite3.o
if [[ $arch = i686 ]]; then
	make BEXE= mptester.exe
	linked mptester.exe __ref_sqlite3Config
	exit
fi
make BEXE= fuzzcheck.exe
linked fuzzcheck.exe __ref_sqlite3Config __ref_sqlite3Stat
$wine fuzzcheck.exe "$source"/test/fuzzdata{1,4,5,6,8}.db >"$work/fuzz"
grep '^fuzzcheck: 0 errors out of [0-9]* tests' "$work/fuzz"
