# Windows on x86, the ABI of gnu.
set(HPCC_TARGET x86-gnu)
include("${CMAKE_CURRENT_LIST_DIR}/hpcc-toolchain.cmake")
