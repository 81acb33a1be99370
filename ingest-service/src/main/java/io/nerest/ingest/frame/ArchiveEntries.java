package io.nerest.ingest.frame;

import io.nerest.formats.archive.ArchiveLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Enumeration;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads the entries of a zip, tar or compressed tar file. Its first bytes decide the format. */
final class ArchiveEntries {
    private static final int ZIP_MAGIC = 0x504b;
    private static final int GZIP_MAGIC = 0x1f8b;

    private ArchiveEntries() {}

    /** Receives the entries, in their order. Folders are left out. */
    interface Visitor {
        /**
         * Receives one entry.
         *
         * @param isFile false for a link, a device or an encrypted entry, which has no content
         * @param modified as the archive states
         * @return false to end
         */
        boolean visit(String name, boolean isFile, Instant modified, InputStream content) throws IOException;
    }

    /**
     * Visits all entries.
     *
     * @param limits on what a compressed tar unpacks to, its skipped entries too; the entries of a zip are not unpacked to be skipped
     * @throws UnpackedStream.TooLargeException if a compressed tar unpacks to more
     * @throws IOException if the file is not an archive, or damaged
     */
    static void visit(Path archive, ArchiveLimits limits, Visitor visitor) throws IOException {
        int magic;
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] start = in.readNBytes(2);
            magic = start.length < 2 ? 0 : ((start[0] & 0xff) << 8) | (start[1] & 0xff);
        }
        try {
            if (magic == ZIP_MAGIC) {
                visitZip(archive, visitor);
            } else {
                visitTar(archive, magic == GZIP_MAGIC, limits, visitor);
            }
        } catch (IllegalArgumentException e) {
            throw new ZipException("an entry is invalid");
        }
    }

    private static void visitZip(Path archive, Visitor visitor) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                boolean file = !entry.isUnixSymlink()
                        && !entry.getGeneralPurposeBit().usesEncryption()
                        && zip.canReadEntryData(entry);
                try (InputStream content = file ? zip.getInputStream(entry) : InputStream.nullInputStream()) {
                    if (!visitor.visit(entry.getName(), file, Instant.ofEpochMilli(entry.getTime()), content)) {
                        return;
                    }
                }
            }
        }
    }

    private static void visitTar(Path archive, boolean compressed, ArchiveLimits limits, Visitor visitor)
            throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                InputStream plain =
                        compressed ? new UnpackedStream(new GZIPInputStream(file), Files.size(archive), limits) : file;
                TarArchiveInputStream tar = new TarArchiveInputStream(plain)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                boolean isFile = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
                if (!visitor.visit(
                        entry.getName(), isFile, entry.getLastModifiedTime().toInstant(), tar)) {
                    return;
                }
            }
        }
    }
}
