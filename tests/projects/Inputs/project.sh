# Sourced by the projects' scripts. usage: SCRIPT ARCH SOURCE WORK WINE; ARCH: x86_64 or i686; WINE: a command before a
# program's. windows-gnu, by the project's own build system, whose compiler is $cc. What is said is in the file `log`.
set -euo pipefail
arch=$1 source=$2 work=$3 wine=$4
cc="hpcc --target=$arch-w64-windows-gnu"
prefix=$([[ $arch = i686 ]] && echo _ || true) # C symbols on x86
export HPCC_MANIFEST=$work/manifest.jsonl HPCC_FUNCTIONS_FILE=$work/list.txt
rm -rf "$work"
mkdir -p "$work"
exec 3>&1 >"$work/log" 2>&1
trap '[[ $? -eq 0 ]] || tail -n 60 "$work/log" >&3' EXIT

# The project's tree, to build in.
copy() {
	cp -r "$source" "$work/tree"
	cd "$work/tree"
}

# The five functions to hot-patch, each with the refs it must use: name=__ref_a,__ref_b
list() {
	wanted=("$@")
	[[ $# -eq 5 ]]
	printf '%s\n' "${@%%=*}" >"$HPCC_FUNCTIONS_FILE"
}

# The list was obeyed: by the manifest, and by the code of `object`, where `function` loads the ref.
patched() {
	local object=$1 function=$2 ref=$3
	manifest-has "$HPCC_MANIFEST" "${wanted[@]}"
	llvm-objdump -dr --disassemble-symbols="$prefix$function" "$object" | grep "IMAGE_REL.*$ref\$"
}

# An image for this processor that holds the refs.
linked() {
	local image=$1 machine
	machine=$([[ $arch = i686 ]] && echo IMAGE_FILE_MACHINE_I386 || echo IMAGE_FILE_MACHINE_AMD64)
	llvm-readobj --file-headers "$image" | grep "$machine"
	for ref in "${@:2}"; do
		llvm-nm "$image" | grep " r $prefix$ref\$\| R $prefix$ref\$"
	done
}
