# Lua: `make mingw`, lua.exe with lua54.dll. Its own test is `lua -v`; the test programs are those of Lua 5.1, where they
# run with both, and their output is compared with Lua's as plain clang compiles it.
. "$(dirname "$0")/project.sh"
programs=$5/test
copy
list docall=__ref_globalL laction=__ref_globalL print_usage=__ref_progname pmain=__ref_progname doREPL=__ref_progname
build() {
	make -j2 mingw CC="$1" MYCFLAGS=-gcodeview MYLDFLAGS="${2-}"
}
build "$cc -Wno-hotpatch"
patched src/lua.o laction __ref_globalL
linked src/luac.exe __ref_progname
[[ $arch = i686 ]] && exit

run() {
	for program in bisect cf factorial fibfor hello life sort; do
		$wine "$1/lua.exe" "$programs/$program.lua"
	done
	echo 'a = 41 return a + 1' | $wine "$1/lua.exe" -i
	$wine "$1/lua.exe" -no-such-option || true
}
$wine src/lua.exe -v | grep '^Lua 5.4.4 '
run src >"$work/ours"
mv src "$work/patched"
cp -r "$source/src" src
HPCC_FUNCTIONS_FILE='' build "$cc"
run src >"$work/theirs"
cmp "$work/ours" "$work/theirs"
grep '16! = 20922789888000' "$work/ours"
