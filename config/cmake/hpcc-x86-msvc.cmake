# Windows on x86, the ABI of msvc.
set(HPCC_TARGET x86-msvc)
include("${CMAKE_CURRENT_LIST_DIR}/hpcc-toolchain.cmake")
