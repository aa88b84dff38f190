/* What the C library brings along elsewhere. */
void *memcpy(void *to, const void *from, __SIZE_TYPE__ size);

__attribute__((no_builtin)) void *memcpy(void *to, const void *from, __SIZE_TYPE__ size)
{
	for (__SIZE_TYPE__ i = 0; i < size; i++)
		((char *)to)[i] = ((const char *)from)[i];
	return to;
}
