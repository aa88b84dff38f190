# What the six toolchain files share: compilers, target, linker, sysroot, and the flags that make a base image
# hot-patchable: patchable prologues, function sections, the pad before functions, no folding of equal functions, static
# variables as they are in the source; and a PDB, from which hpcc-base describes the image.
#
# To be set by the user, before or with -D:
#   HPCC_SYSROOT           msvc: a folder as clang-cl's /winsysroot wants it; gnu: the root of a mingw-w64 installation
#   HPCC_FRONTEND_VARIANT  msvc: MSVC (hpcc-cl, the default) or GNU (hpcc and hpcc++)
#   HPCC_FUNCTION_PAD      bytes before each function; default 5 on x86, 16 on x64 and ARM64, for a jump that holds an
#                          address.
#   HPCC_KEEP_STATICS      OFF lets the optimiser split, shrink and remove static variables, which patches then do not
#                          find as they are in the source; default ON, where clang knows how (17). The linker drops those
#                          that nothing uses, but not for Debug and RelWithDebInfo.
# Without HPCC_SYSROOT, without the variables INCLUDE and LIB, and without Debian's mingw-w64 there are no C library and
# no Windows libraries: programs then bring their own entry point, and CMake's checks compile, but do not link.

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES HPCC_SYSROOT HPCC_FRONTEND_VARIANT HPCC_FUNCTION_PAD HPCC_KEEP_STATICS
  HPCC_HAS_LIBRARIES HPCC_LLVM_FOLDER)

if(NOT HPCC_TARGET MATCHES "^(x86|x64|arm64)-(msvc|gnu)$")
  message(FATAL_ERROR "hpcc: name one of the toolchain files hpcc-{x86,x64,arm64}-{msvc,gnu}.cmake of '${CMAKE_CURRENT_LIST_DIR}'")
endif()
set(_hpcc_arch "${CMAKE_MATCH_1}")
set(_hpcc_abi "${CMAKE_MATCH_2}")
include("${CMAKE_CURRENT_LIST_DIR}/hpcc-targets.cmake")
set(_hpcc_processor_x86 X86)
set(_hpcc_processor_x64 AMD64)
set(_hpcc_processor_arm64 ARM64)
set(_hpcc_machine ${_hpcc_machine_${_hpcc_arch}})
if(NOT HPCC_FUNCTION_PAD)
  set(HPCC_FUNCTION_PAD ${_hpcc_pad_${_hpcc_arch}})
endif()

# This file is in share/cmake/hpcc, of the build folder or of an installation; find_package(hpcc) is to find this one.
file(REAL_PATH "${CMAKE_CURRENT_LIST_DIR}" hpcc_DIR)
file(REAL_PATH "${hpcc_DIR}/../../../bin" _hpcc_bin)

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ${_hpcc_processor_${_hpcc_arch}})

if(_hpcc_abi STREQUAL "gnu" OR HPCC_FRONTEND_VARIANT STREQUAL "GNU")
  set(_hpcc_cl FALSE)
  set(CMAKE_C_COMPILER "${_hpcc_bin}/hpcc")
  set(CMAKE_CXX_COMPILER "${_hpcc_bin}/hpcc++")
else()
  set(_hpcc_cl TRUE)
  set(CMAKE_C_COMPILER "${_hpcc_bin}/hpcc-cl")
  set(CMAKE_CXX_COMPILER "${_hpcc_bin}/hpcc-cl")
endif()

# The linker and its siblings are those beside clang, whichever clang hpcc runs.
if(NOT HPCC_LLVM_FOLDER)
  execute_process(COMMAND "${_hpcc_bin}/hpcc" -print-prog-name=lld-link OUTPUT_VARIABLE _hpcc_lld
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_VARIABLE _hpcc_error RESULT_VARIABLE _hpcc_result)
  if(NOT _hpcc_result EQUAL 0)
    message(FATAL_ERROR "hpcc: cannot ask clang for its linker: ${_hpcc_error}")
  endif()
  get_filename_component(HPCC_LLVM_FOLDER "${_hpcc_lld}" DIRECTORY)
  set(HPCC_LLVM_FOLDER "${HPCC_LLVM_FOLDER}" CACHE INTERNAL "Where clang's tools are")
endif()
function(_hpcc_tool variable)
  find_program(${variable} NAMES ${ARGN} HINTS "${HPCC_LLVM_FOLDER}" NO_CMAKE_FIND_ROOT_PATH)
  if(NOT ${variable})
    message(FATAL_ERROR "hpcc: cannot find '${ARGV1}' beside clang, in '${HPCC_LLVM_FOLDER}', or on PATH: install LLVM's "
      "tools and lld (Debian: llvm-22 and lld-22)")
  endif()
endfunction()
_hpcc_tool(CMAKE_NM llvm-nm llvm-nm-22)
_hpcc_tool(CMAKE_RANLIB llvm-ranlib llvm-ranlib-22)

if(_hpcc_abi STREQUAL "msvc")
  set(CMAKE_C_COMPILER_TARGET ${_hpcc_machine}-pc-windows-msvc)
  _hpcc_tool(CMAKE_LINKER lld-link lld-link-22)
  _hpcc_tool(CMAKE_RC_COMPILER llvm-rc llvm-rc-22)
  _hpcc_tool(CMAKE_MT llvm-mt llvm-mt-22)
  if(_hpcc_cl)
    _hpcc_tool(CMAKE_AR llvm-lib llvm-lib-22)
    set(_hpcc_compile "/hotpatch /Gy /Z7")
    set(_hpcc_link "/functionpadmin:${HPCC_FUNCTION_PAD} /opt:noicf /debug")
    set(_hpcc_drop "/opt:ref")
  else()
    _hpcc_tool(CMAKE_AR llvm-ar llvm-ar-22)
    set(_hpcc_compile "-fms-hotpatch -ffunction-sections -g -gcodeview")
    set(_hpcc_link "-Xlinker /functionpadmin:${HPCC_FUNCTION_PAD} -Xlinker /opt:noicf -Xlinker /debug")
    set(_hpcc_drop "-Xlinker /opt:ref")
  endif()
  if(NOT DEFINED HPCC_HAS_LIBRARIES)
    if(HPCC_SYSROOT OR (DEFINED ENV{INCLUDE} AND DEFINED ENV{LIB}))
      set(HPCC_HAS_LIBRARIES TRUE CACHE INTERNAL "Whether there are a C library and Windows libraries")
    else()
      set(HPCC_HAS_LIBRARIES FALSE CACHE INTERNAL "Whether there are a C library and Windows libraries")
    endif()
  endif()
  if(HPCC_SYSROOT AND _hpcc_cl)
    string(APPEND _hpcc_compile " \"/winsysroot${HPCC_SYSROOT}\"")
    string(APPEND _hpcc_link " \"/winsysroot:${HPCC_SYSROOT}\"")
  elseif(HPCC_SYSROOT)
    string(APPEND _hpcc_compile " -Xmicrosoft-windows-sys-root \"${HPCC_SYSROOT}\"")
  endif()
else()
  set(CMAKE_C_COMPILER_TARGET ${_hpcc_machine}-w64-windows-gnu)
  _hpcc_tool(CMAKE_LINKER ld.lld ld.lld-22)
  _hpcc_tool(CMAKE_AR llvm-ar llvm-ar-22)
  _hpcc_tool(CMAKE_RC_COMPILER llvm-windres llvm-windres-22)
  set(_hpcc_compile "-fms-hotpatch -ffunction-sections -g -gcodeview")
  set(_hpcc_link "-fuse-ld=lld -Wl,--Xlink=/functionpadmin:${HPCC_FUNCTION_PAD} -Wl,--pdb=")
  set(_hpcc_drop "")
  # clang finds Debian's mingw-w64, and gcc's libraries for it, by itself, but not below a sysroot.
  if(HPCC_SYSROOT)
    set(CMAKE_SYSROOT "${HPCC_SYSROOT}")
  endif()
  if(NOT DEFINED HPCC_HAS_LIBRARIES)
    if(HPCC_SYSROOT OR EXISTS /usr/${_hpcc_machine}-w64-mingw32/lib/libmingw32.a)
      set(HPCC_HAS_LIBRARIES TRUE CACHE INTERNAL "Whether there are a C library and Windows libraries")
    else()
      set(HPCC_HAS_LIBRARIES FALSE CACHE INTERNAL "Whether there are a C library and Windows libraries")
    endif()
  endif()
  set(CMAKE_FIND_ROOT_PATH "${HPCC_SYSROOT}" /usr/${_hpcc_machine}-w64-mingw32)
endif()

# On ARM64 -fms-hotpatch adds nothing in front of a loop at a function's start.
if(_hpcc_option_${_hpcc_arch} AND _hpcc_cl)
  string(APPEND _hpcc_compile " /clang:${_hpcc_option_${_hpcc_arch}}")
elseif(_hpcc_option_${_hpcc_arch})
  string(APPEND _hpcc_compile " ${_hpcc_option_${_hpcc_arch}}")
endif()

if(NOT DEFINED HPCC_KEEP_STATICS)
  execute_process(COMMAND "${_hpcc_bin}/hpcc" -fkeep-persistent-storage-variables -fsyntax-only -x c /dev/null
    OUTPUT_QUIET ERROR_QUIET RESULT_VARIABLE _hpcc_result)
  if(_hpcc_result EQUAL 0)
    set(HPCC_KEEP_STATICS ON)
  else()
    set(HPCC_KEEP_STATICS OFF)
  endif()
  set(HPCC_KEEP_STATICS ${HPCC_KEEP_STATICS} CACHE BOOL "Patches find static variables as they are in the source")
endif()
if(HPCC_KEEP_STATICS AND _hpcc_cl)
  string(APPEND _hpcc_compile " /clang:-fkeep-persistent-storage-variables /Gw")
elseif(HPCC_KEEP_STATICS)
  string(APPEND _hpcc_compile " -fkeep-persistent-storage-variables -fdata-sections")
endif()

set(CMAKE_CXX_COMPILER_TARGET ${CMAKE_C_COMPILER_TARGET})
foreach(_hpcc_language C CXX)
  set(CMAKE_${_hpcc_language}_FLAGS_INIT "${_hpcc_compile}")
endforeach()
foreach(_hpcc_kind EXE SHARED MODULE)
  set(CMAKE_${_hpcc_kind}_LINKER_FLAGS_INIT "${_hpcc_link}")
  # With /debug the linker keeps what nothing uses unless it is told.
  foreach(_hpcc_config RELEASE MINSIZEREL)
    set(CMAKE_${_hpcc_kind}_LINKER_FLAGS_${_hpcc_config}_INIT "${_hpcc_drop}")
  endforeach()
endforeach()
if(NOT HPCC_HAS_LIBRARIES)
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  set(CMAKE_MSVC_RUNTIME_LIBRARY "")
  foreach(_hpcc_language C CXX)
    set(CMAKE_${_hpcc_language}_STANDARD_LIBRARIES "" CACHE STRING "Libraries linked by default")
  endforeach()
endif()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
