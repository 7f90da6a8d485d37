/* Three libraries that Windows 10 has and Wine 8 has not, for the test under Wine and for nothing else: never shipped.
   icuuc: Qt asks it for converters of old encodings; each answer is "no such converter".
   bcryptprimitives: a Rust library asks it for chance, and gets it.
   mscms: Qt asks it for the screen's colour profile; each answer is "there is none". */
#define API __declspec(dllexport)
#define U_UNSUPPORTED_ERROR 16

#ifdef ICUUC
API void *ucnv_open(const char *name, int *error) { (void)name; *error = U_UNSUPPORTED_ERROR; return 0; }
API int ucnv_countAvailable(void) { return 0; }
API const char *ucnv_getAvailableName(int number) { (void)number; return 0; }
API const char *ucnv_getStandardName(const char *name, const char *standard, int *error) {
    (void)name; (void)standard; *error = U_UNSUPPORTED_ERROR; return 0;
}
API const char *ucnv_getName(const void *converter, int *error) { (void)converter; *error = U_UNSUPPORTED_ERROR; return 0; }
API void ucnv_close(void *converter) { (void)converter; }
API void ucnv_reset(void *converter) { (void)converter; }
API signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
#define STUB(name) API void name(void) {}
STUB(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
STUB(UCNV_TO_U_CALLBACK_SUBSTITUTE)
STUB(ucnv_getToUCallBack)
STUB(ucnv_getFromUCallBack)
STUB(ucnv_setToUCallBack)
STUB(ucnv_setFromUCallBack)
STUB(ucnv_cbToUWriteUChars)
STUB(ucnv_cbFromUWriteUChars)
STUB(ucnv_toUnicode)
STUB(ucnv_fromUnicode)
API int ucnv_toUCountPending(const void *converter, int *error) { (void)converter; *error = U_UNSUPPORTED_ERROR; return 0; }
API int ucnv_fromUCountPending(const void *converter, int *error) { (void)converter; *error = U_UNSUPPORTED_ERROR; return 0; }
#endif

#ifdef BCRYPTPRIMITIVES
/* Chance, as Rust's library asks for it. */
unsigned char __stdcall SystemFunction036(void *bytes, unsigned long size);
API int ProcessPrng(unsigned char *bytes, unsigned long long size) { return SystemFunction036(bytes, (unsigned long)size); }
#endif

#ifdef MSCMS
API int GetColorProfileFromHandle(void *profile, void *bytes, void *size) { (void)profile; (void)bytes; (void)size; return 0; }
API void *WcsCreateIccProfile(void *profile, unsigned options) { (void)profile; (void)options; return 0; }
API int CloseColorProfile(void *profile) { (void)profile; return 1; }
API void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned mode) {
    (void)profile; (void)access; (void)share; (void)mode; return 0;
}
#endif
