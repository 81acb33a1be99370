package io.nerest.system;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The reason of an error of the file system in words: what is in the way, and what to do. */
public final class FileProblem {
    private FileProblem() {}

    /** Returns the reason, without the name of the requested file. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "permission denied for user '%s' at %s; change its permissions, or name another place"
                    .formatted(System.getProperty("user.name"), denied.getFile());
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is a file, where a folder is needed; remove it, or name another place";
        }
        if (failure instanceof NotDirectoryException file) {
            return file.getFile() + " is not a folder";
        }
        if (failure instanceof DirectoryNotEmptyException folder) {
            return "the folder " + folder.getFile() + " is not empty";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return ofSystem(system);
        }
        String message = String.valueOf(failure.getMessage());
        return message.equals("No space left on device")
                ? "no space is left on the device; free some, or name another place"
                : message;
    }

    private static String ofSystem(FileSystemException failure) {
        String reason = String.valueOf(failure.getReason());
        return switch (reason) {
            case "Read-only file system" ->
                "the file system of " + failure.getFile() + " is read-only; name a place on another one";
            case "Not a directory" ->
                "a part of the path " + failure.getFile() + " is a file, where a folder is needed; name another place";
            case "Is a directory" -> failure.getFile() + " is a folder, where a file is needed";
            case "No space left on device" ->
                "no space is left on the device of " + failure.getFile() + "; free some, or name another place";
            case "Operation not permitted" -> "the system does not permit it at " + failure.getFile();
            case "File name too long" -> "the file name is too long";
            default -> failure.getFile() + ": " + reason;
        };
    }
}
