package io.nerest.detector.weights;

import io.nerest.detector.pickle.PickleVocabulary;
import io.nerest.detector.pickle.Pickled.Storage;
import io.nerest.detector.pickle.Pickled.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip archive of {@code torch.save}: {@code NAME/data.pkl} and an entry {@code NAME/data/KEY} for each storage, all
 * uncompressed. An archive with compressed or duplicate entries, entries outside the archive, or entries longer in total
 * than the file, is rejected before any entry is read.
 */
final class TorchArchive implements AutoCloseable {
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_PICKLE_BYTES = 16 << 20;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    private final Map<String, ByteBuffer> storages = new HashMap<>();
    private final String root;
    private long bytesToCopy;

    @SuppressWarnings("MustBeClosedChecker")
    TorchArchive(Path file) throws IOException {
        this.file = file;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException | IllegalArgumentException broken) {
            throw new UnreadableWeightsException(file, "is not a valid zip archive: " + broken.getMessage(), broken);
        }
        boolean sound = false;
        try {
            bytesToCopy = Files.size(file);
            collectEntries(bytesToCopy);
            root = findRoot();
            requireLittleEndian();
            sound = true;
        } finally {
            if (!sound) {
                zip.close();
            }
        }
    }

    /** Returns whether the archive is a TorchScript module, which contains source code. */
    boolean holdsCode() {
        return entries.keySet().stream().anyMatch(name -> name.startsWith(root + "code/"));
    }

    /** Returns the pickle that describes the archive's objects. */
    byte[] pickle() throws IOException {
        ZipEntry entry = entries.get(root + "data.pkl");
        if (entry == null) {
            throw refused("it has no data.pkl");
        }
        if (entry.getSize() > MAX_PICKLE_BYTES) {
            throw refused("its pickle has %d bytes; a checkpoint's has less than %d"
                    .formatted(entry.getSize(), MAX_PICKLE_BYTES));
        }
        return read(entry);
    }

    /**
     * Returns the elements of a tensor in C order: a view of the storage if contiguous, else a copy.
     *
     * @throws UnreadableWeightsException if the tensor reaches beyond its storage, or overlaps itself
     */
    WeightTensor tensor(String name, Tensor tensor) throws IOException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        long[] strides = tensor.strides().stream().mapToLong(Long::longValue).toArray();
        Storage storage = tensor.storage();
        StridedView view;
        try {
            view = new StridedView(tensor.offset(), shape, strides);
            view.requireWithin(storage.elements());
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw refused("tensor '%s': %s".formatted(PickleVocabulary.printable(name), wrong.getMessage()));
        }
        ByteBuffer numbers = storage(storage);
        if (!view.isContiguous()) {
            bytesToCopy -= view.elements() * storage.type().bytes();
            if (bytesToCopy < 0) {
                throw refused("its strided tensors hold more numbers than the file");
            }
        }
        return new WeightTensor(
                name, storage.type(), shape, view.in(numbers, storage.type().bytes()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private ByteBuffer storage(Storage storage) throws IOException {
        ByteBuffer known = storages.get(storage.key());
        ZipEntry entry = entries.get(root + "data/" + storage.key());
        if (entry == null) {
            throw refused("its storage '%s' is missing".formatted(PickleVocabulary.printable(storage.key())));
        }
        if (storage.elements() < 0
                || storage.elements() > entry.getSize() / storage.type().bytes()) {
            throw refused("storage '%s' claims %d elements of %d bytes, but has %d bytes"
                    .formatted(
                            PickleVocabulary.printable(storage.key()),
                            storage.elements(),
                            storage.type().bytes(),
                            entry.getSize()));
        }
        if (known == null) {
            known = ByteBuffer.wrap(read(entry)).order(ByteOrder.LITTLE_ENDIAN);
            storages.put(storage.key(), known);
        }
        return known;
    }

    private byte[] read(ZipEntry entry) throws IOException {
        if (entry.getSize() > Integer.MAX_VALUE - 8) {
            throw refused("entry '%s' is larger than 2 GiB".formatted(entry.getName()));
        }
        byte[] bytes;
        try (InputStream stream = zip.getInputStream(entry)) {
            bytes = stream.readNBytes((int) entry.getSize());
        } catch (ZipException | EOFException broken) {
            throw new UnreadableWeightsException(file, "entry '%s' is broken".formatted(entry.getName()), broken);
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if (bytes.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
            throw refused(
                    "entry '%s' is damaged: its length or checksum is not the one recorded".formatted(entry.getName()));
        }
        return bytes;
    }

    private void collectEntries(long fileSize) throws IOException {
        if (zip.size() > MAX_ENTRIES) {
            throw refused("has %d entries, more than %d".formatted(zip.size(), MAX_ENTRIES));
        }
        long total = 0;
        for (Iterator<? extends ZipEntry> all = zip.entries().asIterator(); all.hasNext(); ) {
            ZipEntry entry = all.next();
            String name = PickleVocabulary.printable(entry.getName());
            if (escapes(entry.getName())) {
                throw refused("entry '%s' points outside the archive".formatted(name));
            }
            if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
                throw refused("entry '%s' is compressed, which torch.save never does".formatted(name));
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw refused("entry '%s' occurs twice".formatted(name));
            }
            total = Math.addExact(total, Math.max(entry.getSize(), 0));
            if (entry.getSize() < 0 || total > fileSize) {
                throw refused("its entries are together longer than the file of %d bytes".formatted(fileSize));
            }
        }
    }

    private static boolean escapes(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || ("/" + name + "/").contains("/../")
                || name.indexOf('\0') >= 0;
    }

    private String findRoot() throws UnreadableWeightsException {
        String found = "";
        for (String name : entries.keySet()) {
            int slash = name.indexOf('/');
            if (slash > 0 && name.substring(slash + 1).equals("data.pkl")) {
                if (!found.isEmpty()) {
                    throw refused("holds more than one data.pkl");
                }
                found = name.substring(0, slash + 1);
            }
        }
        if (found.isEmpty()) {
            throw refused("is a zip archive without NAME/data.pkl, so torch.save did not write it");
        }
        return found;
    }

    private void requireLittleEndian() throws IOException {
        ZipEntry entry = entries.get(root + "byteorder");
        if (entry != null
                && !(entry.getSize() == 6 && new String(read(entry), StandardCharsets.UTF_8).equals("little"))) {
            throw refused("was not written on a little-endian machine");
        }
    }

    private UnreadableWeightsException refused(String problem) {
        return new UnreadableWeightsException(file, problem);
    }
}
