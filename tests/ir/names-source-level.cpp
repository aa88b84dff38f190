// Source-level names select the same functions of both ABIs: overloads, templates, members, operators.
// RUN: %clangxx %x64 -std=c++17 -S -emit-llvm %S/Inputs/names.cpp -o %t.msvc.ll
// RUN: %python %S/Inputs/select-each.py %hpcc_opt %t.msvc.ll %s | FileCheck %s --match-full-lines --check-prefix=MSVC
// RUN: %clangxx %x64gnu -std=c++17 -S -emit-llvm %S/Inputs/names.cpp -o %t.gnu.ll
// RUN: %python %S/Inputs/select-each.py %hpcc_opt %t.gnu.ll %s | FileCheck %s --match-full-lines --check-prefix=GNU

// ENTRY: ns::Widget::update
// ENTRY: ns::Widget::update(int)
// ENTRY: ns::Widget::update(void)
// ENTRY: ::ns::Widget::update( const char * , unsigned long long,const ns::Box<int>& ) const
// ENTRY: ns::Widget::update(char const*, unsigned __int64, struct ns::Box<int> const &)
// ENTRY: ns::Widget::update(long)
// ENTRY: Widget::update
// ENTRY: ns::max
// ENTRY: ns::max<char>
// ENTRY: ns::max(int, int)
// ENTRY: ns::Box<int>::get
// ENTRY: ns::Box::get
// ENTRY: ns::Box<ns::Box<int> >::get() const
// ENTRY: ns::Box::conv
// ENTRY: ns::Box<int>::conv
// ENTRY: ns::Widget::Widget
// ENTRY: ns::Widget::Widget(int)
// ENTRY: ns::Widget::~Widget
// ENTRY: ns::Widget::operator int
// ENTRY: ns::Widget::operator const char *()
// ENTRY: ns::Widget::operator+=
// ENTRY: ns::Widget::operator->
// ENTRY: ns::Widget::operator()
// ENTRY: ns::Widget::operator<
// ENTRY: ns::Widget::operator[](unsigned int)
// ENTRY: ns::Widget::operator*
// ENTRY: ns::Widget::operator*(int) &&
// ENTRY: ns::operator<<
// ENTRY: ns::operator<
// ENTRY: ns::operator<<int>
// ENTRY: ns::Widget::st(int (*)(int, char), int *, ns::Widget &&)
// ENTRY: ns::useh(long, const void *const *, long double, short int, unsigned short int, signed char, const unsigned)
// ENTRY: f
// ENTRY: ::f
// ENTRY: f(int)
// ENTRY: ns::Widget::up*
// ENTRY: ns::m?x
// ENTRY: ns::*(unsigned)
// ENTRY: *::operator+=

// MSVC{LITERAL}: ns::Widget::update: ?update@Widget@ns@@QEAAHXZ ?update@Widget@ns@@QEAAHH@Z ?update@Widget@ns@@QEBAHPEBD_KAEBU?$Box@H@2@@Z
// MSVC-NEXT{LITERAL}: ns::Widget::update(int): ?update@Widget@ns@@QEAAHH@Z
// MSVC-NEXT{LITERAL}: ns::Widget::update(void): ?update@Widget@ns@@QEAAHXZ
// MSVC-NEXT{LITERAL}: ::ns::Widget::update( const char * , unsigned long long,const ns::Box<int>& ) const: ?update@Widget@ns@@QEBAHPEBD_KAEBU?$Box@H@2@@Z
// MSVC-NEXT{LITERAL}: ns::Widget::update(char const*, unsigned __int64, struct ns::Box<int> const &): ?update@Widget@ns@@QEBAHPEBD_KAEBU?$Box@H@2@@Z
// MSVC-NEXT{LITERAL}: ns::Widget::update(long):
// MSVC-NEXT{LITERAL}: Widget::update:
// MSVC-NEXT{LITERAL}: ns::max: ??$max@H@ns@@YAHHH@Z ??$max@D@ns@@YADDD@Z
// MSVC-NEXT{LITERAL}: ns::max<char>: ??$max@D@ns@@YADDD@Z
// MSVC-NEXT{LITERAL}: ns::max(int, int): ??$max@H@ns@@YAHHH@Z
// MSVC-NEXT{LITERAL}: ns::Box<int>::get: ?get@?$Box@H@ns@@QEBAHXZ
// MSVC-NEXT{LITERAL}: ns::Box::get: ?get@?$Box@H@ns@@QEBAHXZ ?get@?$Box@U?$Box@H@ns@@@ns@@QEBA?AU?$Box@H@2@XZ
// MSVC-NEXT{LITERAL}: ns::Box<ns::Box<int> >::get() const: ?get@?$Box@U?$Box@H@ns@@@ns@@QEBA?AU?$Box@H@2@XZ
// MSVC-NEXT{LITERAL}: ns::Box::conv: ??$conv@J@?$Box@H@ns@@QEAAJJ@Z
// MSVC-NEXT{LITERAL}: ns::Box<int>::conv: ??$conv@J@?$Box@H@ns@@QEAAJJ@Z
// MSVC-NEXT{LITERAL}: ns::Widget::Widget: ??0Widget@ns@@QEAA@XZ ??0Widget@ns@@QEAA@H@Z ??0Widget@ns@@QEAA@AEBU01@@Z
// MSVC-NEXT{LITERAL}: ns::Widget::Widget(int): ??0Widget@ns@@QEAA@H@Z
// MSVC-NEXT{LITERAL}: ns::Widget::~Widget: ??1Widget@ns@@UEAA@XZ ??_GWidget@ns@@UEAAPEAXI@Z
// MSVC-NEXT{LITERAL}: ns::Widget::operator int: ??BWidget@ns@@QEBAHXZ
// MSVC-NEXT{LITERAL}: ns::Widget::operator const char *(): ??BWidget@ns@@QEAAPEBDXZ
// MSVC-NEXT{LITERAL}: ns::Widget::operator+=: ??YWidget@ns@@QEAAAEAU01@H@Z
// MSVC-NEXT{LITERAL}: ns::Widget::operator->: ??CWidget@ns@@QEAAPEAU01@XZ
// MSVC-NEXT{LITERAL}: ns::Widget::operator(): ??RWidget@ns@@QEAAHH@Z
// MSVC-NEXT{LITERAL}: ns::Widget::operator<: ??MWidget@ns@@QEBA_NAEBU01@@Z
// MSVC-NEXT{LITERAL}: ns::Widget::operator[](unsigned int): ??AWidget@ns@@QEAAHI@Z
// MSVC-NEXT{LITERAL}: ns::Widget::operator*: ??DWidget@ns@@QEHAA?AU01@H@Z
// MSVC-NEXT{LITERAL}: ns::Widget::operator*(int) &&: ??DWidget@ns@@QEHAA?AU01@H@Z
// MSVC-NEXT{LITERAL}: ns::operator<<: ??$?6H@ns@@YA_NHUWidget@0@@Z
// MSVC-NEXT{LITERAL}: ns::operator<: ??$?MH@ns@@YA_NHUWidget@0@@Z
// MSVC-NEXT{LITERAL}: ns::operator<<int>: ??$?MH@ns@@YA_NHUWidget@0@@Z
// MSVC-NEXT{LITERAL}: ns::Widget::st(int (*)(int, char), int *, ns::Widget &&): ?st@Widget@ns@@SAHP6AHHD@ZQEAH$$QEAU12@@Z
// MSVC-NEXT{LITERAL}: ns::useh(long, const void *const *, long double, short int, unsigned short int, signed char, const unsigned): ?useh@ns@@YAHJPEBQEBXOFGCI@Z
// MSVC-NEXT{LITERAL}: f: ?f@@YAHH@Z
// MSVC-NEXT{LITERAL}: ::f: ?f@@YAHH@Z
// MSVC-NEXT{LITERAL}: f(int): ?f@@YAHH@Z
// MSVC-NEXT{LITERAL}: ns::Widget::up*: ?update@Widget@ns@@QEAAHXZ ?update@Widget@ns@@QEAAHH@Z ?update@Widget@ns@@QEBAHPEBD_KAEBU?$Box@H@2@@Z
// MSVC-NEXT{LITERAL}: ns::m?x: ??$max@H@ns@@YAHHH@Z ??$max@D@ns@@YADDD@Z
// MSVC-NEXT{LITERAL}: ns::*(unsigned): ??AWidget@ns@@QEAAHI@Z
// MSVC-NEXT{LITERAL}: *::operator+=: ??YWidget@ns@@QEAAAEAU01@H@Z

// GNU{LITERAL}: ns::Widget::update: _ZN2ns6Widget6updateEv _ZN2ns6Widget6updateEi _ZNK2ns6Widget6updateEPKcyRKNS_3BoxIiEE
// GNU-NEXT{LITERAL}: ns::Widget::update(int): _ZN2ns6Widget6updateEi
// GNU-NEXT{LITERAL}: ns::Widget::update(void): _ZN2ns6Widget6updateEv
// GNU-NEXT{LITERAL}: ::ns::Widget::update( const char * , unsigned long long,const ns::Box<int>& ) const: _ZNK2ns6Widget6updateEPKcyRKNS_3BoxIiEE
// GNU-NEXT{LITERAL}: ns::Widget::update(char const*, unsigned __int64, struct ns::Box<int> const &): _ZNK2ns6Widget6updateEPKcyRKNS_3BoxIiEE
// GNU-NEXT{LITERAL}: ns::Widget::update(long):
// GNU-NEXT{LITERAL}: Widget::update:
// GNU-NEXT{LITERAL}: ns::max: _ZN2ns3maxIiEET_S1_S1_ _ZN2ns3maxIcEET_S1_S1_
// GNU-NEXT{LITERAL}: ns::max<char>: _ZN2ns3maxIcEET_S1_S1_
// GNU-NEXT{LITERAL}: ns::max(int, int): _ZN2ns3maxIiEET_S1_S1_
// GNU-NEXT{LITERAL}: ns::Box<int>::get: _ZNK2ns3BoxIiE3getEv
// GNU-NEXT{LITERAL}: ns::Box::get: _ZNK2ns3BoxIiE3getEv _ZNK2ns3BoxINS0_IiEEE3getEv
// GNU-NEXT{LITERAL}: ns::Box<ns::Box<int> >::get() const: _ZNK2ns3BoxINS0_IiEEE3getEv
// GNU-NEXT{LITERAL}: ns::Box::conv: _ZN2ns3BoxIiE4convIlEET_S3_
// GNU-NEXT{LITERAL}: ns::Box<int>::conv: _ZN2ns3BoxIiE4convIlEET_S3_
// GNU-NEXT{LITERAL}: ns::Widget::Widget: _ZN2ns6WidgetC2Ev _ZN2ns6WidgetC2Ei _ZN2ns6WidgetC2ERKS0_
// GNU-NEXT{LITERAL}: ns::Widget::Widget(int): _ZN2ns6WidgetC2Ei
// GNU-NEXT{LITERAL}: ns::Widget::~Widget: _ZN2ns6WidgetD2Ev _ZN2ns6WidgetD0Ev
// GNU-NEXT{LITERAL}: ns::Widget::operator int: _ZNK2ns6WidgetcviEv
// GNU-NEXT{LITERAL}: ns::Widget::operator const char *(): _ZN2ns6WidgetcvPKcEv
// GNU-NEXT{LITERAL}: ns::Widget::operator+=: _ZN2ns6WidgetpLEi
// GNU-NEXT{LITERAL}: ns::Widget::operator->: _ZN2ns6WidgetptEv
// GNU-NEXT{LITERAL}: ns::Widget::operator(): _ZN2ns6WidgetclEi
// GNU-NEXT{LITERAL}: ns::Widget::operator<: _ZNK2ns6WidgetltERKS0_
// GNU-NEXT{LITERAL}: ns::Widget::operator[](unsigned int): _ZN2ns6WidgetixEj
// GNU-NEXT{LITERAL}: ns::Widget::operator*: _ZNO2ns6WidgetmlEi
// GNU-NEXT{LITERAL}: ns::Widget::operator*(int) &&: _ZNO2ns6WidgetmlEi
// GNU-NEXT{LITERAL}: ns::operator<<: _ZN2nslsIiEEbT_NS_6WidgetE
// GNU-NEXT{LITERAL}: ns::operator<: _ZN2nsltIiEEbT_NS_6WidgetE
// GNU-NEXT{LITERAL}: ns::operator<<int>: _ZN2nsltIiEEbT_NS_6WidgetE
// GNU-NEXT{LITERAL}: ns::Widget::st(int (*)(int, char), int *, ns::Widget &&): _ZN2ns6Widget2stEPFiicEPiOS0_
// GNU-NEXT{LITERAL}: ns::useh(long, const void *const *, long double, short int, unsigned short int, signed char, const unsigned): _ZN2ns4usehElPKPKvestaj
// GNU-NEXT{LITERAL}: f: _Z1fi
// GNU-NEXT{LITERAL}: ::f: _Z1fi
// GNU-NEXT{LITERAL}: f(int): _Z1fi
// GNU-NEXT{LITERAL}: ns::Widget::up*: _ZN2ns6Widget6updateEv _ZN2ns6Widget6updateEi _ZNK2ns6Widget6updateEPKcyRKNS_3BoxIiEE
// GNU-NEXT{LITERAL}: ns::m?x: _ZN2ns3maxIiEET_S1_S1_ _ZN2ns3maxIcEET_S1_S1_
// GNU-NEXT{LITERAL}: ns::*(unsigned): _ZN2ns6WidgetixEj
// GNU-NEXT{LITERAL}: *::operator+=: _ZN2ns6WidgetpLEi
