// A class whose virtual functions work on data: its vtable becomes the file's own with them, also where its name stands
// inside a constant with type information. What is instantiated explicitly, exported, kept or named to the linker stays,
// and so does Microsoft's deleting destructor, for which another file may have one that deletes arrays.
// RUN: %hpccxx %x64 -gcodeview %list=f -Wno-hotpatch-tls -O1 -c %s -o %t.obj 2>%t.err
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefixes=BOTH,MS
// RUN: FileCheck %s --check-prefixes=WARN,MSWARN --implicit-check-not=warning: <%t.err
// RUN: lld-link /dll /noentry /nodefaultlib /force:unresolved /out:%t.dll %t.obj 2>&1 | FileCheck %s --check-prefix=LINK --implicit-check-not=named
// RUN: %hpccxx %x86 -gcodeview %list=f -Wno-hotpatch-tls -O1 -c %s -o %t.obj 2>%t.err
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefixes=BOTH,MS
// RUN: FileCheck %s --check-prefixes=WARN,MSWARN --implicit-check-not=warning: <%t.err
// RUN: %hpccxx %x64 -gcodeview -fno-rtti %list=f -Wno-hotpatch-tls -O1 -c %s -o %t.obj 2>%t.err
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefixes=BOTH,MS
// RUN: %hpccxx %x64gnu -gcodeview %list=f -Wno-hotpatch-tls -O1 -c %s -o %t.obj 2>%t.err
// RUN: llvm-nm %t.obj | FileCheck %s --check-prefixes=BOTH,GNU
// RUN: FileCheck %s --check-prefix=WARN --implicit-check-not=warning: <%t.err

#define NOINLINE __attribute__((noinline))

extern int counter;

// MS-DAG: {{ r .*\?\?_7Fresh}}
// MS-DAG: {{ T .*\?\?_GFresh}}
// MS-DAG: {{ W .*\?\?_EFresh}}
// GNU-DAG: {{ r _ZTV5Fresh}}
// GNU-DAG: {{ t _ZN5FreshD0Ev}}
// BOTH-DAG: {{ t .*change}}
// BOTH-DAG: {{ T .*constant}}
struct Fresh {
	virtual int change()
	{
		return ++counter;
	}
	virtual int constant()
	{
		return 3;
	}
	virtual ~Fresh()
	{
		counter = 0;
	}
};

// A vtable that leads to nothing of the kind.
// MS-DAG: {{ R .*\?\?_7Still}}
// GNU-DAG: {{ R _ZTV5Still}}
struct Still {
	virtual int constant()
	{
		return 4;
	}
};

// BOTH-DAG: {{ T .*instantiated}}
// WARN-DAG: warning: 'f' uses '{{.*}}instantiated{{.*}}', which is not listed and which other files may define
template <class T> struct Explicit {
	NOINLINE T instantiated()
	{
		return counter += sizeof(T);
	}
	virtual T by_vtable()
	{
		return counter;
	}
};
template struct Explicit<int>;

// BOTH-DAG: {{ t .*implicitly}}
template <class T> NOINLINE T implicitly(T by)
{
	return counter += by;
}

// BOTH-DAG: {{ T .*exported}}
// WARN-DAG: warning: 'f' uses '{{.*}}exported{{.*}}', which is not listed and which other files may define
__declspec(dllexport) NOINLINE inline int exported()
{
	return counter += 2;
}

// BOTH-DAG: {{ T .*kept}}
// WARN-DAG: warning: 'f' uses '{{.*}}kept{{.*}}', which is not listed and which other files may define
__attribute__((used)) NOINLINE inline int kept()
{
	return counter += 3;
}

// MS-DAG: {{ T _?named}}
// GNU-DAG: {{ t named}}
// MSWARN-DAG: warning: 'f' uses 'named', which is not listed and which other files may define
// LINK: undefined symbol
#ifdef _MSC_VER
#ifdef _M_IX86
#pragma comment(linker, "/include:_named")
#else
#pragma comment(linker, "/include:named")
#endif
#endif
extern "C" NOINLINE inline int named()
{
	return counter += 4;
}

// A static local is reached through a ref; a lambda's body goes with its function.
// BOTH-DAG: {{ t .*remembers}}
// BOTH-DAG: {{ R .*__ref_.*times}}
NOINLINE inline int remembers()
{
	static int times = 1;
	auto raise = [](int by) NOINLINE { return times += by; };
	return raise(counter);
}

extern "C" int f(Fresh *&fresh, Still *&still, Explicit<int> *&e)
{
	static Fresh one;
	static Still two;
	static Explicit<int> three;
	fresh = &one;
	still = &two;
	e = &three;
	return e->instantiated() + implicitly(5) + exported() + kept() + named() + remembers();
}
