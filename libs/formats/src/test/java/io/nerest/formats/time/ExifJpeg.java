package io.nerest.formats.time;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** JPEG files with EXIF data, written byte by byte as EXIF 2.32 describes it. */
final class ExifJpeg {
    private ExifJpeg() {}

    /** A JPEG taken at a time, {@code yyyy:MM:dd HH:mm:ss}, with an offset such as {@code +11:00}, or none. */
    static byte[] taken(String time, String offset) throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
        byte[] image = jpeg.toByteArray();
        byte[] exif = exif(time, offset);
        ByteBuffer file = ByteBuffer.allocate(image.length + exif.length + 4);
        file.put(image, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif);
        file.put(image, 2, image.length - 2);
        return file.array();
    }

    private static byte[] exif(String time, String offset) {
        int entries = offset.isEmpty() ? 1 : 2;
        int sub = 8 + 2 + 12 + 4;
        int data = sub + 2 + 12 * entries + 4;
        ByteBuffer b = ByteBuffer.allocate(6 + data + 20 + (offset.isEmpty() ? 0 : 7));
        b.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        b.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        b.putShort((short) 1);
        b.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(sub);
        b.putInt(0);
        b.putShort((short) entries);
        b.putShort((short) 0x9003).putShort((short) 2).putInt(20).putInt(data);
        if (!offset.isEmpty()) {
            b.putShort((short) 0x9011).putShort((short) 2).putInt(7).putInt(data + 20);
        }
        b.putInt(0);
        b.put(time.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        if (!offset.isEmpty()) {
            b.put(offset.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        }
        return b.array();
    }
}
