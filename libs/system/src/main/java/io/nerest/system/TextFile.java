package io.nerest.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads text files of users: UTF-8 with or without a byte order mark, and UTF-16 with one, as editors and spreadsheets on
 * Windows write it.
 */
public final class TextFile {
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] UTF_16_LE_MARK = {(byte) 0xff, (byte) 0xfe};
    private static final byte[] UTF_16_BE_MARK = {(byte) 0xfe, (byte) 0xff};

    private TextFile() {}

    /**
     * Returns the text without a byte order mark.
     *
     * @throws UnreadableTextException if it is in another encoding, or the path is a folder
     * @throws IOException if the file cannot be read
     */
    public static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UnreadableTextException(file, "is a folder; name a text file");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (startsWith(bytes, UTF_8_MARK)) {
            return decode(file, bytes, UTF_8_MARK.length, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, UTF_16_LE_MARK)) {
            return decode(file, bytes, UTF_16_LE_MARK.length, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, UTF_16_BE_MARK)) {
            return decode(file, bytes, UTF_16_BE_MARK.length, StandardCharsets.UTF_16BE);
        }
        return decode(file, bytes, 0, StandardCharsets.UTF_8);
    }

    /**
     * Returns the lines, as {@link #read}.
     *
     * @throws UnreadableTextException if it is in another encoding, or the path is a folder
     * @throws IOException if the file cannot be read
     */
    public static List<String> lines(Path file) throws IOException {
        return read(file).lines().toList();
    }

    /**
     * Opens the text, as {@link #read}.
     *
     * @throws UnreadableTextException if it is in another encoding, or the path is a folder
     * @throws IOException if the file cannot be read
     */
    public static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(new StringReader(read(file)));
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (bytes[i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(Path file, byte[] bytes, int from, Charset charset) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
        String text;
        try {
            text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(rest)
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new UnreadableTextException(
                    file,
                    "is not text in %s: invalid bytes at position %d; save it as UTF-8"
                            .formatted(charset, rest.position()),
                    invalid);
        }
        if (text.indexOf('\0') >= 0) {
            throw new UnreadableTextException(
                    file,
                    "contains the character NUL at position %d, so it is no text file or in UTF-16 without a byte order"
                                    .formatted(text.indexOf('\0'))
                            + " mark; save it as UTF-8");
        }
        return text;
    }
}
