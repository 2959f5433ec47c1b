;;; drive.el --- waits for what an author would see  -*- lexical-binding: t -*-

;;; Commentary:

;; Tells of it in the file $TOLD, a line for each claim.

;;; Code:

(defvar drive-told (getenv "TOLD"))

(defun drive-write (line)
  (write-region (concat line "\n") nil drive-told t 'quiet))

(defun drive-ok (what holds)
  (drive-write (concat (if holds "ok: " "FAILED: ") what))
  holds)

(defun drive-comes (what holds)
  "Wait until (HOLDS); the limit only turns a hang into a failure."
  (with-timeout (60 nil)
    (while (not (funcall holds))
      ;; What the command loop would do.
      (run-hooks 'post-command-hook)
      (accept-process-output nil 0.05)))
  (unless (drive-ok what (funcall holds))
    (drive-write (format "%S" (drive-messages)))
    (drive-write (with-current-buffer "*Messages*" (buffer-string)))
    (kill-emacs 1)))

(defun drive-messages ()
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun drive-found (words)
  "The diagnostic whose text has WORDS."
  (seq-find (lambda (d) (string-match-p (regexp-quote words) (flymake-diagnostic-text d)))
            (flymake-diagnostics)))

(find-file "docs/report.md")
(drive-ok "the mode is that of the documentation" (eq major-mode 'markdown-mode))
(drive-comes "the server is there" #'eglot-managed-p)
(drive-comes "the finding comes when the report is opened" (lambda () (drive-found "person-cause")))
(let ((finding (drive-found "person-cause")))
  (drive-ok "it is below its words"
            (equal (buffer-substring (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding)) "手違い"))
  (goto-char (flymake-diagnostic-beg finding))
  (delete-region (point) (flymake-diagnostic-end finding))
  (insert "検査の不足"))
(drive-comes "it goes with its words"
             (lambda () (and (drive-found "strong") (not (drive-found "person-cause")))))
(save-buffer)
(delete-region (- (point) (length "検査の不足")) (point))
(insert "手違い")
(goto-char (line-beginning-position))
(insert "𠮷、")
(save-buffer)
(drive-comes "what comes after a wide character is in its place"
             (lambda ()
               (let ((finding (drive-found "person-cause")))
                 (and finding
                      (string-prefix-p "𠮷" (save-excursion (goto-char (flymake-diagnostic-beg finding)) (thing-at-point 'line)))
                      (equal (buffer-substring (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding))
                             "手違い")))))
(write-region "ignore = [\"no-such-rule\"]\n" nil "hadome.toml" t 'quiet)
(find-file "hadome.toml")
(drive-comes "the configuration has the same server" #'eglot-managed-p)
;; What the command loop does once the buffer is shown.
(flymake-start)
(drive-comes "a mistake in the configuration is told" (lambda () (drive-found "no-such-rule")))
(set-buffer-modified-p nil)
(let ((server (eglot-current-server)))
  (eglot-shutdown server)
  (drive-ok "it says goodbye" (not (jsonrpc-running-p server))))
(drive-write "end")
(kill-emacs 0)
;;; drive.el ends here
