# Windows on arm64, the ABI of msvc.
set(HPCC_TARGET arm64-msvc)
include("${CMAKE_CURRENT_LIST_DIR}/hpcc-toolchain.cmake")
