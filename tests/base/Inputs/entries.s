# Functions that a loader must not enter, each for a reason of its own.
	.text
	.macro function name
	.def \name
	.scl 2
	.type 32
	.endef
	.globl \name
	.endm

	function good
	function short_first
	function bare
	function padded
	function looped
	function again

	.byte 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc
good:
	movl %ecx, %eax
	ret
	.fill 16, 1, 0xcc
short_first:
	push %rax
1:	dec %eax
	jnz 1b
	pop %rax
	ret
bare:
	movl %ecx, %eax
	jmp 2f
	.fill 12, 1, 0xcc
2:	.fill 4, 1, 0xcc
padded:
	movl %ecx, %eax
	ret
	.fill 16, 1, 0xcc
looped:
	movl %ecx, %eax
	dec %eax
	jnz looped
	ret
	.fill 16, 1, 0xcc
again: # calls itself last
	subq $40, %rsp
	call good
	addq $40, %rsp
	decl %ecx
	jnz again
	ret
