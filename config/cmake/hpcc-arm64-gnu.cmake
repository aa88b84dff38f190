# Windows on arm64, the ABI of gnu.
set(HPCC_TARGET arm64-gnu)
include("${CMAKE_CURRENT_LIST_DIR}/hpcc-toolchain.cmake")
