// Row: the address of a constant that is compared with a stored pointer, as SQLite tells its window functions apart.
// Native: direct, so that a pointer which the running image stored is never equal. Right: through a ref; a comparison
// with null or with a table's end, and a constant that is only read or passed on, are no reason for one. A local table
// of such addresses is made of the refs.
// RUN: %hpcc %x64 %list=f,g -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %x86 %list=f,g -O2 -S -o - %s | FileCheck %s
// RUN: %hpcc %a64 %list=f,g -O2 -S -o - %s | FileCheck %s
//
// RUN: %clang %x64 %list=f,g -O2 -S -o - %s | native-wrong %s
// RUN: %clang %x86 %list=f,g -O2 -S -o - %s | native-wrong %s
// RUN: %clang %a64 %list=f,g -O2 -S -o - %s | native-wrong %s

// CHECK-LABEL: {{^_?}}f:
// CHECK: End function
// CHECK-NOT: __ref_{{plain|rest|shown}}
// CHECK-DAG: {{^_?}}__ref_lag:
// CHECK-DAG: {{^_?}}__ref_rank:
// CHECK-DAG: {{^_?}}__ref_first:
// CHECK-NOT: __ref_{{plain|rest|shown}}
// WRONG: {{^_?}}f:
// WRONG: {{[ \t,:$]_?lag(\(%rip\)|$|,)}}
// WRONG: End function

static const char lag[] = "lag";
const int rest[4] = {1, 2, 3, 4};
static const char plain[] = "plain";
void use(const char *);
const char *pick(int i);

int f(const char *name, const int *end)
{
	use(plain);
	if (name == lag || end == rest + 3)
		return 1;
	return plain[*end & 3] + *pick(*end & 1);
}

const char *pick(int i)
{
	const char *const names[] = {lag, plain};
	return names[i];
}

const void *keep(int i)
{
	return i ? (const void *)lag : plain;
}

// Compared only after they have been read from a table, as sqlite3WindowUpdate() does, or by way of a variable.
static const char rank[] = "rank", first[] = "first", shown[] = "shown";

int g(const char *name)
{
	static const char *const all[] = {shown, plain};
	const struct {
		const char *name;
		int kind;
	} ranks[] = {{rank, 1}, {"other", 2}};
	const char *other = g(0) ? first : 0;
	for (int i = 0; i < 2; i++)
		if (name == ranks[i].name)
			return ranks[i].kind;
	return name == other ? 3 : all[name != 0][1];
}
