" Drives Vim with the part of the documentation that $PART names: waits for what an author would see, and tells of it in $TOLD.

function! s:Tell(line) abort
  call writefile([a:line], $TOLD, 'a')
endfunction

function! s:Ok(what, holds) abort
  call s:Tell((a:holds ? 'ok: ' : 'FAILED: ') . a:what)
  return a:holds
endfunction

" Waits until Holds() is true; the limit only turns a hang into a failure.
function! s:Comes(what, Holds) abort
  let l:rounds = 0
  while !a:Holds() && l:rounds < 1200
    sleep 50m
    let l:rounds += 1
  endwhile
  if !s:Ok(a:what, a:Holds())
    call s:Tell(string(getqflist()) . string(getloclist(0)))
    cquit
  endif
endfunction

" The entry of a list whose text has some words; {} without one.
function! s:Find(list, words) abort
  return get(filter(copy(a:list), {_, entry -> stridx(entry.text, a:words) >= 0}), 0, {})
endfunction

" What stands in the buffer from where an entry points.
function! s:At(entry) abort
  return strpart(getline(a:entry.lnum), a:entry.col - 1)
endfunction

let s:words = 'the cause stops at'

function! s:Make() abort
  edit docs/report.md
  silent make!
  let l:entry = s:Find(getqflist(), s:words)
  call s:Ok(':make finds it', !empty(l:entry) && l:entry.valid)
  call s:Ok('as a warning', get(l:entry, 'type') ==? 'w')
  call s:Ok('at its words, behind wide characters', s:At(l:entry) =~# '^手違い')
  let l:lines = systemlist('hadome check --quiet --format short docs/report.md')
  call s:Ok('every finding is an entry, and nothing else is', len(filter(getqflist(), 'v:val.valid')) == len(l:lines) && len(getqflist()) == len(l:lines))
  call s:Ok('the message is whole', l:entry.text =~# '手違い' && l:entry.text =~# 'person-cause')
  " A text that is not saved yet, by the same means.
  call setline(l:entry.lnum, substitute(getline(l:entry.lnum), '手違い', '𠮷、手違い', ''))
  silent Hadome
  let l:entry = s:Find(getqflist(), s:words)
  call s:Ok('unsaved text is checked', s:At(l:entry) =~# '^手違い')
endfunction

" vim-lsp is in no registry: this stands in for the one function of it that the configuration calls.
function! s:Lsp() abort
  let g:registered = {}
  call mkdir('stub/autoload', 'p')
  call writefile(["function! lsp#register_server(info) abort", "let g:registered = a:info", "endfunction"], 'stub/autoload/lsp.vim')
  set runtimepath^=stub
  doautocmd User lsp_setup
  call s:Ok('a server is registered', get(g:registered, 'name') ==# 'hadome')
  call s:Ok('its command is that of hadome', g:registered.cmd({}) == ['hadome', 'lsp'])
  call s:Ok('for documents', g:registered.allowlist == ['markdown', 'text', 'html', 'toml'])
endfunction

function! s:Ale() abort
  edit docs/report.md
  call s:Comes('the finding comes when the report is opened', {-> !empty(s:Find(ale#engine#GetLoclist(bufnr('')), s:words))})
  let l:entry = s:Find(ale#engine#GetLoclist(bufnr('')), s:words)
  call s:Ok('in its line', getline(l:entry.lnum) =~# '手違い')
  call s:Ok('as a warning', l:entry.type ==# 'W')
  call setline(l:entry.lnum, '契約ごとの支払期限を照合する検査がなかった。')
  call ale#Queue(0)
  call s:Comes('it goes with its words', {-> empty(s:Find(ale#engine#GetLoclist(bufnr('')), s:words))})
  write
  call s:Ok('the rest stays', !empty(s:Find(ale#engine#GetLoclist(bufnr('')), 'strength')))
endfunction

try
  execute 'call s:' . $PART . '()'
catch
  call s:Ok(v:exception . ' at ' . v:throwpoint, 0)
endtry
call s:Tell('end')
qall!
