/* A disk that forgets and fails: loaded before libc, it stands between a server and the files of one folder.
 *
 * Each write is noted in a second folder together with what was there before; a flush deletes the notes. After the
 * server was killed, undoing what is noted (tests/load/disk.py) leaves what a power cut would have left. Errors and the
 * moment of death are ordered through a file of numbers that the test writes while the server runs.
 *
 * A flush that fails does as Linux does on ext4: what was to be flushed counts as clean, stays readable, and no later
 * flush writes it; it is gone as soon as the kernel is told to forget the file (posix_fadvise).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FULL, BAD_READS, BAD_WRITES, BAD_LOG_FLUSHES, BAD_FILE_FLUSHES, DIE_IN, DELAY_MS, FLUSHES, ORDERS };
enum { FDS = 65536, CLEAN_BUT_LOST = -1 };
struct note { int64_t at, length, size; };

static volatile int32_t *orders;
static const char *folder, *notes;
static char *name_of[FDS]; /* of files in the folder; "" is the folder itself */
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...) \
    static result (*real_##name)(__VA_ARGS__); \
    if (!real_##name) real_##name = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int real_open(const char *path, int flags, mode_t mode) {
    REAL(int, open64, const char *, int, ...);
    return real_open64(path, flags, mode);
}
static ssize_t put(int fd, const void *bytes, size_t length, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    return real_pwrite64(fd, bytes, length, at);
}
static ssize_t get(int fd, void *bytes, size_t length, off64_t at) {
    REAL(ssize_t, pread64, int, void *, size_t, off64_t);
    return real_pread64(fd, bytes, length, at);
}
static int shorten(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    return real_ftruncate64(fd, size);
}
static void hang_up(int fd) {
    REAL(int, close, int);
    real_close(fd);
}

__attribute__((constructor)) static void begin(void) {
    char path[4096];
    folder = getenv("DISK_FOLDER"), notes = getenv("DISK_NOTES");
    if (!folder || !notes) return;
    snprintf(path, sizeof path, "%s/orders", notes);
    int fd = real_open(path, O_RDWR, 0);
    void *map = mmap(NULL, ORDERS * sizeof *orders, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd >= 0 && map != MAP_FAILED) orders = map;
    hang_up(fd);
}

static const char *watched(const char *path) {
    size_t length = folder ? strlen(folder) : 0;
    if (!orders || strncmp(path, folder, length)) return NULL;
    const char *rest = path + length;
    if (*rest == '/') rest++; else if (*rest) return NULL;
    size_t end = strlen(rest);
    int is_memory = (end > 4 && !strcmp(rest + end - 4, "-shm")) || (end > 5 && !strcmp(rest + end - 5, "-lock"));
    return is_memory || strchr(rest, '/') ? NULL : rest;
}
static const char *of(int fd) { return fd >= 0 && fd < FDS ? name_of[fd] : NULL; }
static int chance(int order) { return orders[order] && rand() % 1000 < orders[order]; }
static int fails(int order) { return orders[order] > 0 && __sync_fetch_and_sub(&orders[order], 1) > 0; }
static int refuse(int error) { errno = error; return -1; }

static int notebook(const char *name, int flags) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.undo", notes, name);
    return real_open(path, flags, 0600);
}
static void remember(const char *name, const void *bytes, size_t length) {
    int fd = notebook(name, O_WRONLY | O_APPEND | O_CREAT);
    put(fd, bytes, length, lseek(fd, 0, SEEK_END));
    hang_up(fd);
}
/* What will be there no more once `length` bytes from `at` on are overwritten or cut off. */
static void note(int fd, off64_t at, off64_t length) {
    char path[64];
    struct stat is;
    fstat(fd, &is);
    if (at + length > is.st_size) length = is.st_size > at ? is.st_size - at : 0;
    struct note *page = malloc(sizeof *page + length);
    *page = (struct note){at, length, is.st_size};
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int reader = real_open(path, O_RDONLY, 0);
    get(reader, page + 1, length, at);
    hang_up(reader);
    remember(of(fd), page, sizeof *page + length);
    free(page);
}
/* The notes of one file: how many bytes of them are about what a failed flush lost; with `undo` those are undone. */
static off64_t lost(const char *name, int fd, int undo) {
    struct { struct note is; off64_t from; } *all = NULL;
    off64_t from = 0, end = 0;
    int book = notebook(name, O_RDONLY), count = 0, upto = 0;
    for (struct note is; book >= 0 && get(book, &is, sizeof is, from) == sizeof is;) {
        from += sizeof is;
        all = realloc(all, ++count * sizeof *all);
        all[count - 1].is = is, all[count - 1].from = from;
        if (is.length == CLEAN_BUT_LOST) end = from, upto = count;
        else from += is.length;
    }
    while (undo && upto--) {
        if (all[upto].is.length == CLEAN_BUT_LOST) continue;
        char *bytes = malloc(all[upto].is.length + 1);
        get(book, bytes, all[upto].is.length, all[upto].from);
        put(fd, bytes, all[upto].is.length, all[upto].is.at);
        shorten(fd, all[upto].is.size);
        free(bytes);
    }
    free(all);
    if (book >= 0) hang_up(book);
    return end;
}

static int open_watched(const char *path, int flags, mode_t mode) {
    const char *name = watched(path);
    int is_new = name && (flags & O_CREAT) && access(path, F_OK);
    if (is_new && orders[FULL]) return refuse(ENOSPC);
    int fd = real_open(path, name ? flags & ~O_TRUNC : flags, mode);
    if (!name || fd < 0 || fd >= FDS) return fd;
    name_of[fd] = strdup(name);
    if (is_new) remember("created", name, strlen(name)), remember("created", "\n", 1);
    if (flags & O_TRUNC) note(fd, 0, INT64_MAX / 2), shorten(fd, 0);
    return fd;
}
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        return open_watched(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL(int, close, int);
    if (of(fd)) free(name_of[fd]), name_of[fd] = NULL;
    return real_close(fd);
}

static ssize_t write_watched(int fd, const void *bytes, size_t length, off64_t at) {
    if (orders[FULL]) return refuse(ENOSPC);
    if (chance(BAD_WRITES)) return refuse(EIO);
    pthread_mutex_lock(&one_at_a_time);
    note(fd, at, length);
    ssize_t written = put(fd, bytes, length, at);
    pthread_mutex_unlock(&one_at_a_time);
    return written;
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    return of(fd) ? write_watched(fd, bytes, length, at) : put(fd, bytes, length, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }
ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (!of(fd)) return real_write(fd, bytes, length);
    ssize_t written = write_watched(fd, bytes, length, lseek(fd, 0, SEEK_CUR));
    if (written > 0) lseek(fd, written, SEEK_CUR);
    return written;
}
int ftruncate64(int fd, off64_t size) {
    if (of(fd)) note(fd, size, INT64_MAX / 2);
    return shorten(fd, size);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }
ssize_t pread64(int fd, void *bytes, size_t length, off64_t at) {
    return of(fd) && chance(BAD_READS) ? refuse(EIO) : get(fd, bytes, length, at);
}
ssize_t pread(int fd, void *bytes, size_t length, off_t at) { return pread64(fd, bytes, length, at); }

static int flush(int fd, int (*really)(int)) {
    const char *name = of(fd);
    if (!name) return really(fd);
    size_t end = strlen(name);
    __sync_fetch_and_add(&orders[FLUSHES], 1);
    if (orders[DIE_IN] > 0 && __sync_sub_and_fetch(&orders[DIE_IN], 1) == 0) {
        usleep(orders[DELAY_MS] * 1000);
        kill(getpid(), SIGKILL);
    }
    pthread_mutex_lock(&one_at_a_time);
    int failed = *name && fails(end > 4 && !strcmp(name + end - 4, "-wal") ? BAD_LOG_FLUSHES : BAD_FILE_FLUSHES);
    int result = failed ? -1 : really(fd);
    struct note mark = {0, CLEAN_BUT_LOST, 0};
    if (failed) remember(name, &mark, sizeof mark);
    int book = result ? -1 : notebook(*name ? name : "created", O_WRONLY);
    if (book >= 0) shorten(book, *name ? lost(name, fd, 0) : 0), hang_up(book);
    pthread_mutex_unlock(&one_at_a_time);
    return failed ? refuse(EIO) : result;
}
int fsync(int fd) { REAL(int, fsync, int); return flush(fd, real_fsync); }
int fdatasync(int fd) { REAL(int, fdatasync, int); return flush(fd, real_fdatasync); }

int posix_fadvise64(int fd, off64_t at, off64_t length, int advice) {
    (void)at, (void)length;
    char path[4096];
    if (!of(fd) || !*of(fd) || advice != POSIX_FADV_DONTNEED) return 0;
    snprintf(path, sizeof path, "%s/%s", folder, of(fd));
    int writer = real_open(path, O_WRONLY, 0), book = notebook(of(fd), O_WRONLY);
    if (book >= 0 && lost(of(fd), writer, 1)) shorten(book, 0);
    if (book >= 0) hang_up(book);
    hang_up(writer);
    return 0;
}
int posix_fadvise(int fd, off_t at, off_t length, int advice) { return posix_fadvise64(fd, at, length, advice); }

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    int book = watched(path) ? notebook(watched(path), O_WRONLY) : -1;
    if (book >= 0) shorten(book, 0), hang_up(book);
    return real_unlink(path);
}
int link(const char *old, const char *path) {
    REAL(int, link, const char *, const char *);
    char from[4096], to[4096];
    if (watched(old) && watched(path)) {
        snprintf(from, sizeof from, "%s/%s.undo", notes, watched(old));
        snprintf(to, sizeof to, "%s/%s.undo", notes, watched(path));
        rename(from, to);
        remember("created", watched(path), strlen(watched(path))), remember("created", "\n", 1);
    }
    return real_link(old, path);
}
