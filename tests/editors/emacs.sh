# shellcheck shell=bash disable=SC2154 # what `run` sets
# Emacs with Eglot, without a window.

if emacs=$(debian_tool emacs emacs-nox elpa-eglot elpa-markdown-mode) &&
    "$emacs" --batch --eval "(progn (require 'package) (package-initialize) (require 'eglot) (require 'markdown-mode))" >/dev/null 2>&1; then
    at=$(workspace emacs)
    snippet Emacs elisp >"$at/init.el"
    is "Emacs: there is a configuration" test -s "$at/init.el"
    (cd "$at" && TOLD=$at/told timeout 300 "$emacs" --batch --eval "(package-initialize)" -l init.el -l "$here/emacs/drive.el") >"$at/log" 2>&1 ||
        cat "$at/log"
    touch "$at/told"
    told Emacs "$at/told"
    echo "ran $("$emacs" --version | head -1), Eglot $(dpkg-query -W -f '${Version}' elpa-eglot 2>/dev/null || echo "of its own")"
else
    skip "Emacs: it is not there, or Eglot or markdown-mode is not"
fi
