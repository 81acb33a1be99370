package io.nerest.formats.parse;

import io.nerest.formats.model.FormatException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens a text file as a stream: UTF-8 with or without a byte order mark, and UTF-16 with one. Invalid bytes are an error,
 * not a replacement character.
 */
public final class AnnotationText {
    private AnnotationText() {}

    /**
     * Opens a file of limited length.
     *
     * @throws FormatException if it is a folder or longer
     */
    public static BufferedReader open(Path file, long maxBytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes(file, maxBytes));
        in.mark(4);
        int first = in.read();
        int second = in.read();
        int third = in.read();
        in.reset();
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        if (first == 0xef && second == 0xbb && third == 0xbf) {
            mark = 3;
        } else if (first == 0xff && second == 0xfe) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (first == 0xfe && second == 0xff) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        }
        in.skipNBytes(mark);
        return new BufferedReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /**
     * Opens the bytes of a file of limited length.
     *
     * @throws FormatException if it is a folder or longer
     */
    public static InputStream bytes(Path file, long maxBytes) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FormatException(file + ": is a folder; name a file");
        }
        long size = Files.size(file);
        if (size > maxBytes) {
            throw new FormatException(
                    "%s: has %,d bytes; at most %,d are accepted; split it".formatted(file, size, maxBytes));
        }
        return Files.newInputStream(file);
    }

    /** The exception for text whose bytes do not match its encoding. */
    public static FormatException wrongEncoding(Path file, CharacterCodingException cause) {
        return new FormatException(
                file + ": is not text in UTF-8, nor in UTF-16 with a byte order mark; save it as UTF-8", cause);
    }
}
