# What is installed besides programs, and the Debian package. Folders are fixed: programs and files of an installation
# find each other by their places, so that it can be moved as a whole.
install(FILES LICENSE DESTINATION share/doc/hpcc RENAME copyright)
install(FILES README.md DESTINATION share/doc/hpcc)
install(DIRECTORY docs DESTINATION share/doc/hpcc)
install(DIRECTORY examples/meter DESTINATION share/doc/hpcc/examples)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hpcc)
set(CPACK_PACKAGE_CONTACT "The hpcc authors <hpcc@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "drop-in clang and clang-cl for Windows hot-patching")
set(CPACK_PACKAGE_DESCRIPTION "Compiles the functions you list so that, loaded as a patch, they work on the globals of the
running image. Everything else is compiled by clang, byte for byte as before. Targets are
Windows on x86, x64 and ARM64. With files for CMake and Meson.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# clang is run, not linked; the linker and the tools of the toolchain files are those of its LLVM.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "clang-${LLVM_VERSION_MAJOR} | clang")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "lld-${LLVM_VERSION_MAJOR}, llvm-${LLVM_VERSION_MAJOR}, ninja-build, git")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, meson, mingw-w64")
include(CPack)
