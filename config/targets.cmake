# What driver/base/target.def says of each architecture NAME: HPCC_MACHINE_NAME, HPCC_PAD_NAME,
# HPCC_OPTION_NAME; and all names: HPCC_ARCHITECTURES.
file(STRINGS ${PROJECT_SOURCE_DIR}/driver/base/target.def ROWS REGEX "^ARCH\\(")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/driver/base/target.def)
set(HPCC_ARCHITECTURES)
foreach(ROW IN LISTS ROWS)
  if(NOT ROW MATCHES "^ARCH\\([A-Z0-9]+, ([a-z0-9]+), ([a-z0-9_]+), [0-9]+, ([0-9]+), [A-Z_]+, \"_?\", \"([a-z=-]*)\"\\)$")
    message(FATAL_ERROR "driver/base/target.def: cannot read '${ROW}'")
  endif()
  list(APPEND HPCC_ARCHITECTURES ${CMAKE_MATCH_1})
  set(HPCC_MACHINE_${CMAKE_MATCH_1} ${CMAKE_MATCH_2})
  set(HPCC_PAD_${CMAKE_MATCH_1} ${CMAKE_MATCH_3})
  set(HPCC_OPTION_${CMAKE_MATCH_1} "${CMAKE_MATCH_4}")
endforeach()
