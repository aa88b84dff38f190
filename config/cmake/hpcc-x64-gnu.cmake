# Windows on x64, the ABI of gnu.
set(HPCC_TARGET x64-gnu)
include("${CMAKE_CURRENT_LIST_DIR}/hpcc-toolchain.cmake")
