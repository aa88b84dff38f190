# Windows on x64, the ABI of msvc.
set(HPCC_TARGET x64-msvc)
include("${CMAKE_CURRENT_LIST_DIR}/hpcc-toolchain.cmake")
